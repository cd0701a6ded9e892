public import CatalogueDomain
public import Runtime

extension ProducerRefusal: Refused {}
extension ProductRefusal: Refused {}
extension FloorAppealRefusal: Refused {}
extension LotRefusal: Refused {}
extension StorefrontRefusal: Refused {}
