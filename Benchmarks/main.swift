import Glibc

// What `make bench` runs: every figure beside a limit that was measured in the same run.
//
//   basketbench SECTION…     SECTION: parse sessions memory drain store job   (all unless named)
//
// BASKETWATCH_BROKERS names a broker; without it an embedded one is used. BASKETWATCH_DATABASE_URL
// (or libpq's variables) names the database, which is dropped and made anew.
exit(Benchmarks(arguments: Array(CommandLine.arguments.dropFirst())).run())
