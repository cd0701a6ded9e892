/// What can be asked of a consignment, as the history names it.
enum ConsignmentCommand: String {
    case accept
    case withdraw
    case plan
    case release
    case collect
    case failCollection = "fail-collection"
    case receive
    case load
    case transfer
    case arrive
    case pickUp = "pick-up"
    case expirePickUp = "expire-pick-up"
    case deliver
    case failDelivery = "fail-delivery"
    case condemn
}
