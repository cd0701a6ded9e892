internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import LivestreamEvents
internal import Vocabulary
internal import Runtime

extension OfferSlot {
    /// What is told of what happened to it. What catalogue told is not told again.
    func events(of facts: [OfferSlotFact], by act: Act) throws(EventFault) -> [PendingEvent] {
        var events: [PendingEvent] = []
        for fact in facts {
            switch fact {
            case .scheduled: events.append(try act.tell(OfferScheduled(notice), about: episodeID))
            case .opened(let instant): events.append(try act.tell(OfferOpened(notice, at: instant), about: episodeID))
            case .soldOut(let instant): events.append(try act.tell(OfferSoldOut(notice, at: instant), about: episodeID))
            case .closed(let closing, let instant):
                let closed = OfferClosed(
                    notice, at: instant, sold: closing.sold, left: closing.left, cause: .init(closing.cause))
                events.append(try act.tell(closed, about: episodeID))
            case .setAside, .refused, .counted: break
            }
        }
        return events
    }

    private var notice: OfferNotice {
        OfferNotice(
            offerID: id, episodeID: episodeID, listingID: listingID, productID: productID, price: price,
            allotment: allotment, perBuyer: perBuyer, opensAt: window.start, closesAt: window.end)
    }
}

extension OfferClosed.Cause {
    fileprivate init(_ cause: SlotClosing.Cause) {
        switch cause {
        case .window: self = .window
        case .episodeEnded: self = .episodeEnded
        case .soldOut: self = .soldOut
        case .quarantine: self = .quarantine
        case .cancelled: self = .cancelled
        }
    }
}
