struct GrowthPart { let run: BenchRun; func measure() async throws {} }
