@0xa766198c80f571a3;
# What the store writes as values. docs/STORE_FORMAT.md says under which key each record lies; store/internal/codec.h reads
# and writes them and refuses, on every read, what breaks the invariants stated here.
#
# Fields are only ever added, at the end, with a default that means "not known". Days count from 1970-01-01. Spans are
# bytes of the document's UTF-8 text. Enumerations hold the numbers of graph/report.h and graph/date.h.
using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("parley::proto");

const noDay :Int32 = -2147483648;
# In place of a day: not known.

struct SpanRecord {
  begin @0 :UInt32;
  end   @1 :UInt32;  # One past the last byte; end >= begin.
}

struct IntervalRecord {
  firstDay  @0 :Int32;
  lastDay   @1 :Int32;  # Inclusive; lastDay >= firstDay.
  precision @2 :UInt8;
}

# --- A document and what it says ---

struct DocumentRecord {
  # A document, less its id (in the key) and its text (a row of its own, so that listing needs no text).
  sightings     @0 :List(SightingRecord);  # Sorted, without duplicates, at least one.
  pieces        @1 :List(PieceRecord);     # HTML only: ascending, without overlap.
  furniture     @2 :List(SpanRecord);      # Ascending, without overlap.
  incidents     @3 :List(IncidentRecord);  # Of reading the bytes.
  extraction    @4 :ExtractionRecord;
}

struct SightingRecord {
  name      @0 :Text;
  published @1 :Int32 = .noDay;
  outlet    @2 :Text;
  url       @3 :Text;
  title     @4 :Text;
}

struct PieceRecord {
  textBegin  @0 :UInt32;
  length     @1 :UInt32;
  inputBegin @2 :UInt32;
  inputEnd   @3 :UInt32;
}

struct IncidentRecord {
  code   @0 :Text;
  detail @1 :Text;
  span   @2 :SpanRecord;
}

struct ExtractionRecord {
  extractor  @0 :Text;
  date       @1 :Int32 = .noDay;
  dateOrigin @2 :UInt8;
  entities   @3 :List(LocalEntityRecord);
  reports    @4 :List(ReportRecord);  # Report number i is the i-th.
  times      @5 :List(TimeRecord);
  incidents  @6 :List(IncidentRecord);
}

struct LocalEntityRecord {
  kind       @0 :UInt8;
  name       @1 :Text;
  aliases    @2 :List(Text);
  familyName @3 :Text;
  role       @4 :Text;
  country    @5 :Text;
  members    @6 :List(Text);
  mentions   @7 :List(SpanRecord);
  furniture  @8 :Bool;
}

struct ReportRecord {
  sentence   @0 :SpanRecord;
  cues       @1 :List(SpanRecord);
  status     @2 :UInt8;
  when       @3 :WhenRecord;
  speaker    @4 :UInt32;  # Local index + 1; 0: nobody is quoted.
  confidence @5 :UInt8;   # Percent.
  furniture  @6 :Bool;
  madeBy     @7 :Text;
  union {
    meeting  @8 :MeetingStatementRecord;
    triple   @9 :TripleStatementRecord;
  }
}

struct WhenRecord {
  words      @0 :Text;
  span       @1 :SpanRecord;
  expression @2 :ExpressionRecord;
  interval   @3 :IntervalRecord;  # Null: the words could not be resolved.
}

struct ExpressionRecord {
  form      @0 :UInt8;
  value     @1 :Int32;
  direction @2 :UInt8;
  interval  @3 :IntervalRecord;  # Null unless the form is absolute.
}

struct MeetingStatementRecord {
  localMeeting @0 :UInt32;
  kind         @1 :UInt8;
  participants @2 :List(ParticipationRecord);
  place        @3 :UInt32;  # Local index + 1; 0: no place.
}

struct ParticipationRecord {
  entity @0 :UInt32;  # Local index.
  role   @1 :UInt8;
}

struct TripleStatementRecord {
  relation   @0 :UInt16;
  phrase     @1 :Text;
  subject    @2 :UInt32;  # Local index.
  object     @3 :UInt32;  # Local index + 1; 0: objectText says it.
  objectText @4 :Text;
}

struct TimeRecord {
  span  @0 :SpanRecord;
  type  @1 :Text;
  value @2 :Text;
}

struct DecisionRecord {
  # Exactly one of names and report is there; see checkedDecision().
  madeAt  @0 :Int64;               # Seconds since 1970-01-01 UTC.
  kind    @1 :UInt8;
  by      @2 :Text;
  name    @3 :Text;                # Names in the order of their folds.
  other   @4 :Text;
  report  @5 :ReportMentionRecord; # Null: it is about names.
}

struct ReportMentionRecord {
  documentHigh @0 :UInt64;
  documentLow  @1 :UInt64;
  sentence     @2 :SpanRecord;
  says         @3 :Text;
}

# --- What is derived ---

struct ResolvedRecord {
  # Of one document: the entity of each of its local entities, in their order.
  entities @0 :List(UInt64);
}

struct TallyRecord {
  # Votes of the documents on one entity; see EntityTally.
  kind      @0 :UInt8;
  documents @1 :UInt32;
  names     @2 :List(VoteRecord);
  aliases   @3 :List(VoteRecord);
  roles     @4 :List(VoteRecord);
  countries @5 :List(VoteRecord);
  members   @6 :List(VoteRecord);
}

struct VoteRecord {
  text      @0 :Text;    # Strictly ascending in a list.
  documents @1 :UInt32;  # At least 1.
}

struct AccountRecord {
  # What one document says of one meeting, as written: before any date is inferred. Document and number are in the key.
  kind          @0 :UInt8;
  status        @1 :UInt8;
  parties       @2 :List(PartyRecord);
  when          @3 :WhenRecord;
  hasPlace      @4 :Bool;
  place         @5 :UInt64;
  placeCountry  @6 :UInt64;
  writtenFirst  @7 :Int32 = .noDay;
  writtenLast   @8 :Int32 = .noDay;
  furniture     @9 :Bool;
  confidence    @10 :UInt8;
  reports       @11 :List(AccountReportRecord);
}

struct PartyRecord {
  entity  @0 :UInt64;
  side    @1 :UInt64;
  members @2 :List(UInt64);
  role    @3 :UInt8;
  person  @4 :Bool;
}

struct AccountReportRecord {
  number @0 :UInt32;
  status @1 :UInt8;
}

struct MeetingRecord {
  kind         @0 :UInt8;
  status       @1 :UInt8;
  participants @2 :List(ParticipantRecord);
  when         @3 :IntervalRecord;  # Null: not known.
  whenInferred @4 :Bool;
  whenWords    @5 :Text;
  hasPlace     @6 :Bool;
  place        @7 :UInt64;
  furniture    @8 :Bool;
  documents    @9 :UInt32;
  confidence   @10 :UInt8;
  steps        @11 :List(StepRecord);
}

struct ParticipantRecord {
  entity @0 :UInt64;
  role   @1 :UInt8;
}

struct StepRecord {
  knownOn      @0 :Int32 = .noDay;
  documentHigh @1 :UInt64;
  documentLow  @2 :UInt64;
  number       @3 :UInt32;
  status       @4 :UInt8;
}

struct DocumentDateRecord {
  # The date of a document that has one: given by it, or else inferred from a meeting that it shares with a dated one.
  given       @0 :Int32 = .noDay;
  windowFirst @1 :Int32 = .noDay;  # Inferred: the days on which it can have been written ...
  windowLast  @2 :Int32 = .noDay;
  known       @3 :IntervalRecord;  # ... and the span of the intervals that say so. Null if the date was given.
}

struct CountsRecord {
  documents @0 :UInt64;
  reports   @1 :UInt64;
  entities  @2 :UInt64;
  meetings  @3 :UInt64;
  triples   @4 :UInt64;
}
