public import LogisticsDomain
public import Runtime

extension SiteRefusal: Refused {}
extension FleetRefusal: Refused {}
extension LaneRefusal: Refused {}
extension ConsignmentRefusal: Refused {}
extension RunRefusal: Refused {}
