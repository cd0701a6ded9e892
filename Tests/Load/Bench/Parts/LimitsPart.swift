struct LimitsPart { let run: BenchRun; func measure() async throws {} }
