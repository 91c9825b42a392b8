import Testing

/// What people already have, against the real thing: each finds in Basketwatch what it expects.
/// One test at a time: they start brokers and programs.
@Suite("Other people's tools", .serialized)
struct OtherTools {}
