@0xc284e06dbe2f29c3;
# The RPC service of `parley serve`. docs/RPC.md describes how to talk to it.
#
# How it may change: fields, methods and enumerants are only ever added, with the next number. Nothing is renumbered,
# retyped or removed; a field that is no longer filled keeps its number. A client skips what it does not know; what an
# older server does not send has the default value that is written here.
#
# Expected failures come back in a result's `error`. An RPC exception means that the call itself broke: the connection is
# gone, a limit of the transport was passed, or the method is not there.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("parley::rpc");

const protocolVersion :UInt16 = 1;
# Raised when an old client could misunderstand a new server. Additions do not raise it.

interface Parley @0xdd31013f347bfe85 {
  # What a connection begins with. It gives out capabilities; holding one is the permission to use it.

  serverInfo @0 () -> (info :ServerInfo);
  openReader @1 () -> (reader :Reader);
  # On a Unix socket the permission is that of the socket file: mode 0600, its owner only.

  health @2 () -> (health :Health);
  # Looks into the store: an answer with `ok` was read from it.

  counters @3 () -> (counters :Counters);
}

struct ServerInfo @0xaa7174f89dff2936 {
  program @0 :Text;             # "parley 0.1.0", for people.
  protocolVersion @1 :UInt16;
  maxCallBytes @2 :UInt64;      # A larger message closes the connection.
  maxAnswerBytes @3 :UInt64;    # A larger answer comes back as error `limit`.
}

interface Reader @0xda4afd649cecbbb2 {
  # Questions to the store. Each is answered from the store as it is when the question arrives.

  met @0 (question :MetQuestion) -> (result :MetResult);
  path @1 (question :PathQuestion) -> (result :PathResult);
  near @2 (question :NearQuestion) -> (result :NearResult);
  whyNot @3 (question :WhyNotQuestion) -> (result :WhyNotResult);
  show @4 (question :ShowQuestion) -> (result :ShowResult);
  stats @5 (question :StatsQuestion) -> (result :StatsResult);
  diff @6 (question :DiffQuestion) -> (result :DiffResult);
  contradictions @7 (question :ContradictionsQuestion) -> (result :ContradictionsResult);
  find @8 (question :FindQuestion) -> (result :FindResult);
  top @9 (question :TopQuestion) -> (result :TopResult);

  exportTo @10 (question :ExportQuestion, sinks :List(ByteSink)) -> (result :ExportResult);
  # Writes each file of the format to its sink, a piece at a time: the next one is sent when write() of the last has
  # returned. The files are whole when the result is `ok`; with an error, what was written is to be thrown away.

  dossier @11 (question :DossierQuestion) -> (result :DossierResult);
}

interface ByteSink @0x95704f93f4bd443b {
  # Is of whoever asks. To throw an exception in write() is to want no more.

  write @0 (bytes :Data) -> ();
}

struct Error @0xfbee7078894eaa60 {
  code @0 :Code;
  message @1 :Text;
  # What failed, why and what to do, for people. May quote document text: make it safe before a terminal sees it.

  enum Code @0xa28b31c14d7784a9 {
    unknown @0;
    invalidArgument @1;
    notSupported @2;
    corruption @3;
    io @4;
    busy @5;
    limit @6;
    denied @7;
    internal @8;
  }
}

# The numbers of the following enumerations are those of graph/report.h; `unknown` is what a newer side may mean.
enum EntityKind @0xc942d332aef3cf82 { unknown @0; person @1; country @2; organisation @3; place @4; office @5; meeting @6; }
enum MeetingKind @0xabb0691d62fd8e1f { unknown @0; meeting @1; visit @2; call @3; summit @4; talks @5; other @6; }
enum Status @0x81fff582245e5fdb {
  unknown @0; proposed @1; planned @2; held @3; postponed @4; cancelled @5; refused @6; denied @7; uncertain @8;
}

struct MetQuestion @0x8d45692aa793aefe {
  name @0 :Text;            # As a person types it: "blinken".
  other @1 :Text;           # Empty: anybody.
  exact @2 :Bool;           # A country without the people who represent it.
  chronological @3 :Bool;   # By date; else by status, then date.
  furniture @4 :Bool;       # Meetings that stand only in page furniture as well.
  statuses @5 :List(Status);  # Empty: all.

  # What follows narrows the question further. A server that obeys it says so in `narrowed` of its answer; one that is
  # older skips it.
  kinds @6 :List(MeetingKind);  # Empty: all.
  since @7 :Text;           # "2022-01-21"; empty: no bound. The meeting can have been on that day or later.
  until @8 :Text;           # Or earlier. With either, meetings without a date are left out.
  place @9 :Text;           # The place, or its country, as a person types it. Empty: any.
  minReports @10 :UInt32;
  outlet @11 :Text;         # Of a document that reports it. Empty: any.
  asOf @12 :Text;           # "2022-01-21": from the documents published by then. Empty: from all.
}

struct MetResult @0xc387e47fd073fc86 {
  union {
    ok @0 :MetAnswer;
    error @1 :Error;
  }
}

struct MetAnswer @0xd7387d0022d8dcd0 {
  # As query/answers.h has it; texts that are not known are empty.

  names @0 :List(NameMatch);        # As many as were asked for.
  resolved @1 :Bool;                # Each name has one match; else there are no meetings.
  meetings @2 :List(MeetingLine);
  searched @3 :Searched;
  furnitureLeftOut @4 :UInt32;      # Meetings that stand only in page furniture, unless they were asked for.
  narrowed @5 :Bool;                # Everything that the question has after `statuses` was obeyed.
  leftOut @6 :LeftOut;
}

struct LeftOut @0xd2b4c0d7a5c0f3e1 {
  # Meetings that the question left out, each counted once: by the first of these that it does not pass.

  status @0 :UInt64;
  kind @1 :UInt64;
  undated @2 :UInt64;
  days @3 :UInt64;
  place @4 :UInt64;
  reports @5 :UInt64;
  outlet @6 :UInt64;
}

struct NameMatch @0xb3d17b7c4b8d7541 {
  typed @0 :Text;
  candidates @1 :List(EntityRef);   # Most mentioned first.
  guessed @2 :Bool;                 # Nobody is called so; they are whoever is called nearly so.
}

struct EntityRef @0xae77b721e203a83e {
  id @0 :UInt64;
  kind @1 :EntityKind;
  name @2 :Text;
  country @3 :Text;
  role @4 :Text;
  documents @5 :UInt32;             # That mention it.
}

struct Searched @0xfe4cab0b3f1c8c5c {
  documents @0 :UInt64;
  naming @1 :UInt64;                # Documents that name everybody asked about.
  asOf @2 :Text;                    # The day, if the question asked for one; else empty.
  later @3 :UInt64;                 # Documents published after it,
  undated @4 :UInt64;               # and without a date of their own: left out.
  decisions @5 :List(Text);         # Of people, that the answer rests on, in words.
}

struct MeetingLine @0xf22039a233f4769f {
  id @0 :UInt64;
  kind @1 :MeetingKind;
  status @2 :Status;
  when @3 :Text;                    # "2022-01-21", "2022-01", "2022-01-17..2022-01-23"; empty: not known.
  precision @4 :Text;
  whenInferred @5 :Bool;
  words @6 :Text;                   # The time words of the text: "on Friday".
  participants @7 :List(EntityRef);
  place @8 :EntityRef;              # Null pointer: not known.
  furniture @9 :Bool;
  confidence @10 :UInt8;            # Percent.
  documents @11 :UInt32;
  history @12 :List(Quote);         # Oldest first.
}

struct Quote @0xee3969b2b1c99dc6 {
  # A report: its sentence, copied from the stored text, and what it says.

  text @0 :Text;
  document @1 :Text;                # Name.
  documentIdHigh @2 :UInt64;
  documentIdLow @3 :UInt64;
  begin @4 :UInt32;                 # Bytes [begin, end) of the document's text.
  end @5 :UInt32;
  status @6 :Status;
  published @7 :Text;               # "2022-01-21"; empty: not known.
  publishedInferred @8 :Bool;
  outlet @9 :Text;
  url @10 :Text;
  speaker @11 :Text;
  when @12 :Text;
  words @13 :Text;
  participants @14 :List(Text);
  kind @15 :Text;
  confidence @16 :UInt8;
}

# --- Questions beyond `met`. Unlike it, their servers obey every field that is here; what is added later must say in the
# answer that it was obeyed, as `narrowed` does ---

struct Filters @0x9a8d1047b68f724c {
  # Which meetings a question is about: those that pass every filter that is set. Each as in MetQuestion.

  statuses @0 :List(Status);  # Empty: those that the question has by itself, as query/answers.h says.
  kinds @1 :List(MeetingKind);
  since @2 :Text;
  until @3 :Text;
  place @4 :Text;
  minReports @5 :UInt32;
  outlet @6 :Text;
}

struct PathQuestion @0x9ece385f0d9302c9 {
  from @0 :Text;
  to @1 :Text;
  strongest @2 :Bool;       # Prefer well-reported meetings to few hops.
  filters @3 :Filters;
  asOf @4 :Text;
}
struct PathResult @0x95ea1637a58cfcdf {
  union {
    ok @0 :PathAnswer;
    error @1 :Error;
  }
}
struct PathAnswer @0x8c9832899e3a39ba {
  names @0 :List(NameMatch);
  resolved @1 :Bool;
  found @2 :Bool;
  hops @3 :List(Hop);
  leftOut @4 :LeftOut;
  searched @5 :Searched;

  struct Hop @0xb66b74046a5da513 {
    from @0 :EntityRef;
    to @1 :EntityRef;
    meeting @2 :MeetingLine;
  }
}

struct NearQuestion @0x94c05f69373293d9 {
  name @0 :Text;
  hops @1 :UInt32 = 1;      # At most 10.
  filters @2 :Filters;
  asOf @3 :Text;
}
struct NearResult @0xce0c5495505441aa {
  union {
    ok @0 :NearAnswer;
    error @1 :Error;
  }
}
struct NearAnswer @0x86fb6728035bdc44 {
  names @0 :List(NameMatch);
  resolved @1 :Bool;
  entities @2 :List(Line);
  leftOut @3 :LeftOut;
  searched @4 :Searched;

  struct Line @0xa09183fc2e85b701 {
    entity @0 :EntityRef;
    hops @1 :UInt32;
    via @2 :EntityRef;      # The neighbour before it; the start itself at one hop.
    meeting @3 :MeetingLine;
  }
}

struct Passage @0xf730f4e8f220cd71 {
  # A sentence, copied from the stored text.

  text @0 :Text;
  document @1 :Text;        # Name.
  documentIdHigh @2 :UInt64;
  documentIdLow @3 :UInt64;
  begin @4 :UInt32;         # Bytes [begin, end) of the document's text.
  end @5 :UInt32;
  published @6 :Text;       # "2022-01-21"; empty: not known.
  publishedInferred @7 :Bool;
  outlet @8 :Text;
  url @9 :Text;
}

struct WhyNotQuestion @0x98851f8ade420ca8 {
  name @0 :Text;
  other @1 :Text;
  exact @2 :Bool;
  sentences @3 :UInt32 = 20;  # At most 10,000.
  asOf @4 :Text;
}
struct WhyNotResult @0xb81d23a05cc666a1 {
  union {
    ok @0 :WhyNotAnswer;
    error @1 :Error;
  }
}
struct WhyNotAnswer @0xf327968ead484570 {
  names @0 :List(NameMatch);
  resolved @1 :Bool;
  meetings @2 :List(StatusCount);
  sentences @3 :List(NearMiss);
  reasons @4 :List(ReasonCount);  # How many sentences, also those left out.
  leftOut @5 :UInt64;       # Sentences.
  telling @6 :UInt64;
  notRead @7 :UInt64;
  searched @8 :Searched;

  enum Reason @0xf7c859f8d64ac2e3 {
    # Those of graph/near_miss.h, in their order.
    unknown @0; otherParties @1; wordOnly @2; owner @3; place @4; furniture @5; oneSide @6; noWord @7;
  }
  struct StatusCount @0xa0dd34fb088204a9 {
    status @0 :Status;
    count @1 :UInt64;
  }
  struct ReasonCount @0xce44ac3929feeb9d {
    reason @0 :Reason;
    count @1 :UInt64;
  }
  struct NearMiss @0xd5c470b581fab12f {
    reason @0 :Reason;
    passage @1 :Passage;
    names @2 :List(Named);
    words @3 :List(Text);   # That can mean a meeting.
    told @4 :List(Told);    # Meetings that it tells of.
  }
  struct Named @0xea75f111232dae58 {
    entity @0 :EntityRef;
    text @1 :Text;
    begin @2 :UInt32;
    end @3 :UInt32;
    byName @4 :Bool;        # Else "he", "the two ministers".
  }
  struct Told @0x9dd5c584a8139f44 {
    kind @0 :MeetingKind;
    status @1 :Status;
    participants @2 :List(Text);
  }
}

struct ShowQuestion @0xb6165a4578c27cff {
  what @0 :Text;            # A name or an id, as query/answers.h says.
  asOf @1 :Text;
}
struct ShowResult @0xfa7d56608f259835 {
  union {
    ok @0 :ShowAnswer;
    error @1 :Error;
  }
}
struct ShowAnswer @0xc2d93c4ce95ead08 {
  name @0 :NameMatch;
  ids @1 :List(Text);
  entity @2 :EntityPage;    # Null pointers: not this. At most one is set.
  meeting @3 :MeetingLine;
  document @4 :DocumentPage;
  searched @5 :Searched;
}
struct EntityPage @0x9ce35d0b7b84214a {
  entity @0 :EntityRef;
  aliases @1 :List(Text);
  triples @2 :List(TripleLine);
  meetings @3 :List(MeetingLine);
}
struct TripleLine @0x8690e189d1341a06 {
  subject @0 :EntityRef;
  relation @1 :Text;        # A word of the closed vocabulary (ARCHITECTURE.md).
  object @2 :EntityRef;
  status @3 :Status;
  quotes @4 :List(Quote);
}
struct DocumentPage @0x883cda1c747db1cb {
  idHigh @0 :UInt64;
  idLow @1 :UInt64;
  title @2 :Text;
  sightings @3 :List(Sighting);
  date @4 :Text;            # "2022-01-21"; empty: not known.
  dateInferred @5 :Bool;
  bytes @6 :UInt64;
  text @7 :Text;
  entities @8 :List(EntityRef);
  meetings @9 :List(MeetingLine);
  incidents @10 :List(Incident);

  struct Sighting @0xd09f049791832dd1 {
    name @0 :Text;
    published @1 :Text;
    outlet @2 :Text;
    url @3 :Text;
    title @4 :Text;
  }
  struct Incident @0xa7ed4636a8dc1f30 {
    code @0 :Text;
    detail @1 :Text;
    begin @2 :UInt32;
    end @3 :UInt32;
  }
}

struct StatsQuestion @0xc788686667bea1f1 {
  asOf @0 :Text;
}
struct StatsResult @0xdd4e9a0844e40bc3 {
  union {
    ok @0 :StatsAnswer;
    error @1 :Error;
  }
}
struct StatsAnswer @0xf0a8b5aa7f44ae4b {
  documents @0 :UInt64;
  reports @1 :UInt64;
  entities @2 :UInt64;
  meetings @3 :UInt64;
  triples @4 :UInt64;
  meetingsByStatus @5 :List(WordCount);
  entitiesByKind @6 :List(WordCount);
  firstDate @7 :Text;       # Of documents; empty if none is dated.
  lastDate @8 :Text;
  asOf @9 :Text;            # The day, if the question asked for one; else empty.
  later @10 :UInt64;        # As in Searched.
  undated @11 :UInt64;

  struct WordCount @0xe7267896bfc32d5c {
    word @0 :Text;
    count @1 :UInt64;
  }
}

struct DiffQuestion @0xd1501d39419930ba {
  from @0 :Text;            # Days; both are needed.
  to @1 :Text;
  filters @2 :Filters;
}
struct DiffResult @0x8d278587fce19cd2 {
  union {
    ok @0 :DiffAnswer;
    error @1 :Error;
  }
}
struct DiffAnswer @0xbb36f219df762ad4 {
  changes @0 :List(Change);
  published @1 :UInt64;     # Documents after `from` and by `to`.
  leftOut @2 :LeftOut;
  searched @3 :Searched;    # As of `to`.
  from @4 :Text;

  struct Change @0xb9566f1271d405e6 {
    kind @0 :Kind;
    meeting @1 :MeetingLine;  # As of `to`; one that is gone, as of `from`.
    was @2 :Status;         # As of `from`; `unknown`: a new one.
    wasWhen @3 :Text;
    by @4 :Quote;           # Null pointer: no new report says it.
    newPairs @5 :List(Pair);
  }
  enum Kind @0x90c28f7028a2eed9 {
    # Those of query/answers.h, in their order.
    unknown @0; newPair @1; newMeeting @2; status @3; withdrawn @4; date @5; gone @6;
  }
  struct Pair @0xc0464ae549d8de7f {
    one @0 :EntityRef;
    other @1 :EntityRef;
  }
}

struct ContradictionsQuestion @0x84ed80af30007ec8 {
  name @0 :Text;            # Empty: anybody.
  other @1 :Text;
  exact @2 :Bool;
  filters @3 :Filters;
  asOf @4 :Text;
}
struct ContradictionsResult @0xa7579dd78a720efd {
  union {
    ok @0 :ContradictionsAnswer;
    error @1 :Error;
  }
}
struct ContradictionsAnswer @0xce2f75a15f31960d {
  names @0 :List(NameMatch);
  resolved @1 :Bool;
  contradictions @2 :List(Line);
  compared @3 :UInt64;      # Meetings.
  leftOut @4 :LeftOut;
  searched @5 :Searched;

  enum Kind @0x817e8eb7c304cdfb {
    # Those of query/answers.h, in their order.
    unknown @0; status @1; day @2; place @3;
  }
  struct Line @0xaf60f346d155f040 {
    kind @0 :Kind;
    meetings @1 :List(MeetingLine);
    claims @2 :List(Claim);
  }
  struct Claim @0xba991aebec647704 {
    says @0 :Text;          # The status, the date or the place.
    quotes @1 :List(Quote);
  }
}

struct FindQuestion @0xc5e3b405481ae4a3 {
  text @0 :Text;
  limit @1 :UInt32 = 20;    # Names, and sentences; at most 10,000.
  asOf @2 :Text;
}
struct FindResult @0xa33122cf3b63942c {
  union {
    ok @0 :FindAnswer;
    error @1 :Error;
  }
}
struct FindAnswer @0xbe5e71c442a4433d {
  names @0 :List(EntityRef);
  namesLeftOut @1 :UInt64;
  sentences @2 :List(Passage);
  sentencesLeftOut @3 :UInt64;
  notRead @4 :UInt64;       # The oldest documents of a store that has too many to search.
  searched @5 :Searched;    # `naming`: documents that have the text in a sentence.
}

enum TopBy @0xcf290be88884c8c0 { unknown @0; met @1; central @2; cancelled @3; }
struct TopQuestion @0xa58def25412a3c87 {
  by @0 :TopBy = met;
  limit @1 :UInt32 = 20;    # At most 10,000.
  filters @2 :Filters;
  asOf @3 :Text;
}
struct TopResult @0x86604ffea2dbe11b {
  union {
    ok @0 :TopAnswer;
    error @1 :Error;
  }
}
struct TopAnswer @0xdb2c01099d7d807e {
  by @0 :TopBy;
  lines @1 :List(Line);
  linesLeftOut @2 :UInt64;
  leftOut @3 :LeftOut;
  searched @4 :Searched;

  struct Line @0x9c8da621dd2db5ac {
    entity @0 :EntityRef;
    meetings @1 :UInt32;
    others @2 :UInt32;      # Whom these meetings were with.
    between @3 :UInt32;     # `central`: millionths of the shortest ways.
  }
}

enum ExportFormat @0x8e43f6c1c4928f83 {
  # Those of query/answers.h, in their order. One file each, but for csv (nodes, edges) and neo4j (see docs/EXPORTS.md).
  unknown @0; peopleGraphml @1; meetingsGraphml @2; timelineGexf @3; meetingsJsonl @4; dot @5; csv @6; neo4j @7;
  nquads @8; jsonld @9;
}
struct ExportQuestion @0x9452d587f532d436 {
  format @0 :ExportFormat;
  filters @1 :Filters;
  asOf @2 :Text;
}
struct ExportResult @0xbc7de5b85e5236bf {
  union {
    ok @0 :ExportAnswer;
    error @1 :Error;
  }
}
struct ExportAnswer @0xd0f91dfbeaa22503 {
  # What the files do not hold.
  leftOut @0 :LeftOut;
  searched @1 :Searched;
  undatedPairs @2 :UInt64;  # Of the timeline: pairs that have only meetings without a date.
}

struct DossierQuestion @0xdc13b90351f693c1 {
  name @0 :Text;
  other @1 :Text;           # Empty: of the first alone.
  exact @2 :Bool;
  filters @3 :Filters;
  asOf @4 :Text;
}
struct DossierResult @0x92ae7a9021dd76cb {
  union {
    ok @0 :DossierAnswer;
    error @1 :Error;
  }
}
struct DossierAnswer @0xd9910860cb262302 {
  names @0 :List(NameMatch);
  resolved @1 :Bool;
  subjects @2 :List(Subject);
  meetings @3 :List(MeetingLine);
  facts @4 :List(TripleLine);
  documents @5 :List(Document);  # Those that are quoted.
  leftOut @6 :LeftOut;
  furnitureLeftOut @7 :UInt32;
  searched @8 :Searched;

  struct Subject @0x98724de411ef2b4f {
    entity @0 :EntityRef;
    aliases @1 :List(Text);
  }
  struct Document @0xd81903a77341f600 {
    idHigh @0 :UInt64;
    idLow @1 :UInt64;
    name @2 :Text;
    title @3 :Text;
    outlet @4 :Text;
    url @5 :Text;
    published @6 :Text;     # "2022-01-21"; empty: not known.
    publishedInferred @7 :Bool;
  }
}

# --- How the server is ---

struct Health @0xaeb81e37f43ab0be {
  ok @0 :Bool;              # The store can be read.
  error @1 :Error;          # Why not. Null pointer: `ok`.
  documents @2 :UInt64;     # That answers rest on.
  waiting @3 :UInt64;       # Documents that no answer shows yet: they wait to be resolved.
  uptimeMilliseconds @4 :UInt64;
}

struct Counters @0xe665bd2fa560b0cd {
  # Since the server started.

  connections @0 :UInt64;   # Now.
  questionsWaiting @1 :UInt64;  # For a thread, now.
  questionsRunning @2 :UInt64;  # Now.
  residentBytes @3 :UInt64; # Memory of the process, now.
  methods @4 :List(Method); # By name.

  struct Method @0xc0b37981072440f6 {
    name @0 :Text;
    calls @1 :UInt64;       # Ended, however they did.
    errors @2 :UInt64;      # Answered with an error.
    cancelled @3 :UInt64;   # By the client, before there was an answer.
    rows @4 :UInt64;        # Read from the store.
    milliseconds @5 :UInt64;  # From arrival to end, of all calls together.
    within @6 :List(UInt64);  # Calls that took less than 1, 10, 100, 1000, 10000 ms and those that took longer.
  }
}
