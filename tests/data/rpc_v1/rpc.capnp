@0xc284e06dbe2f29c3;
# proto/rpc.capnp as it was when `met` was the only question, less its C++ namespace: what an old client or server speaks.
#
# How it may change: fields, methods and enumerants are only ever added, with the next number. Nothing is renumbered,
# retyped or removed; a field that is no longer filled keeps its number. A client skips what it does not know; what an
# older server does not send has the default value that is written here.
#
# Expected failures come back in a result's `error`. An RPC exception means that the call itself broke: the connection is
# gone, a limit of the transport was passed, or the method is not there.

const protocolVersion :UInt16 = 1;
# Raised when an old client could misunderstand a new server. Additions do not raise it.

interface Parley @0xdd31013f347bfe85 {
  # What a connection begins with. It gives out capabilities; holding one is the permission to use it.

  serverInfo @0 () -> (info :ServerInfo);
  openReader @1 () -> (reader :Reader);
  # On a Unix socket the permission is that of the socket file: mode 0600, its owner only.
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
