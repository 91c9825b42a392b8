import Foundation

// What `make sim` runs: seeds in a row, on all cores, and what became of them.
//
//   basketsim SEED RUNS [--trace] [SABOTAGE]
//
// Ends with 1 if a run failed, with 2 if it was called wrongly. With --trace each step of each run is
// printed; SABOTAGE breaks a promise of the simulated servers (see `Sabotage`).
do {
    exit(try SimulationRuns(CommandLine.arguments.dropFirst()).run())
} catch {
    FileHandle.say("basketsim: \(error.text)", to: .standardError)
    exit(2)
}
