import Glibc

// What `make bench` runs, one section a process: every figure beside a limit of the same run.
//
//   basketbench SECTION…
//
//   parse       reading and making one event
//   sessions    parse, sessions and score on one core, in memory
//   memory      what an open session without a basket costs
//   backlog     fills the topic that the next three read (EVENTS of them)
//   drain       the backlog through parse, sessions and score, beside a bare consumer
//   job         the whole job into PostgreSQL, keeping no history of scores
//   history     the same, keeping every scored moment
//   checkpoint  a million open sessions: written beside the stream, stored, restored, gone on from
//   upsert      rows of `basket`, beside a bare unnest upsert of the same rows
//
// BASKETWATCH_BROKERS names the broker, BENCH_DATABASE_URL the database, whose schema
// `basketwatch` is dropped and made anew.
exit(Benchmarks(sections: Array(CommandLine.arguments.dropFirst())).run())
