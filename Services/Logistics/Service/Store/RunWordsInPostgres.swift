public import Delivery
public import LogisticsDomain
internal import Postgres

// How the words of runs are stored: each as the code that it is published by.

extension RunState: StoredAsText {}
extension StopState: StoredAsText {}
extension StopFailure: StoredAsText {}
extension Contradiction: StoredAsText {}
extension Custody: StoredAsText {}
