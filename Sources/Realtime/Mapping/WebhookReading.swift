internal import Domain
internal import JSON

/// Notifications that services of other trades send in shapes of their own.
extension Vocabulary {
    func webhook(_ facts: Facts, _ object: JSONValue, _ setting: Setting, _ claim: Claim) -> Bool {
        if facts.names(.repository), facts.names(.sender), repositoryEvent(object, facts, setting, claim) {
            return true
        }
        if facts.names(.annotations), let labels = facts[.tags], labels.kind == .object {
            return alert(object, labels, claim)
        }
        return facts.names(.metadata) && rideStatusChange(facts, claim)
    }

    /// Alertmanager: one alert of the group.
    private func alert(_ object: JSONValue, _ labels: JSONValue, _ claim: Claim) -> Bool {
        let annotations = object["annotations"]
        let name = labels["alertname"]?.phrase
        guard let title = annotations?["summary"]?.phrase ?? name else { return false }
        var notification = Notification(title: title)
        notification.body = (annotations?["description"] ?? annotations?["message"])?.phrase
        notification.priority = labels["severity"]?.string.flatMap { priorities[$0] }
        notification.tags = [object["status"]?.phrase, title == name ? nil : name].compactMap { $0 }
        notification.url = object["generatorURL"]?.phrase
        _ = claim.become(.notification(notification), .notification)
        claim.source = object["startsAt"].flatMap(MomentReader.read)
        return true
    }

    /// A ride service's webhook: the status of a resource, told in `meta`.
    private func rideStatusChange(_ facts: Facts, _ claim: Claim) -> Bool {
        guard let meta = facts[.metadata], let type = meta["resource_type"]?.string,
            type == "request" || type == "ride",
            let id = meta["resource_id"]?.identifier, let text = meta["status"]?.string, let status = rideStatuses[text]
        else { return false }
        _ = claim.become(.ride(Ride(ride: id, status: status)), .ride)
        claim.happening = status == .cancelled ? text.string : nil
        return true
    }

    // MARK: Source hosting

    private func repositoryEvent(_ object: JSONValue, _ facts: Facts, _ setting: Setting, _ claim: Claim) -> Bool {
        guard let repository = facts[.repository]?["full_name"]?.phrase else { return false }
        let action = facts[.action]?.phrase
        var notification = Notification()
        if let run = object["workflow_run"] {
            describe(run: run, action, &notification)
        } else if let issue = object["issue"] ?? object["pull_request"] {
            describe(issue: issue, isRequest: object["issue"] == nil, action, object["comment"], &notification)
        } else if let release = object["release"] {
            describe(release: release, action, &notification)
        } else if let ref = object["ref"]?.phrase, object["commits"] != nil {
            describe(push: object, to: ref, &notification)
        } else {
            guard let subject = setting.scene.name ?? action else { return false }
            notification.title = [subject.spaced, setting.scene.name == nil ? nil : action].compactMap { $0 }.joined(
                separator: " ")
        }
        notification.title = notification.title.map { "\(repository): \($0)" }
        notification.url = notification.url ?? facts[.repository]?["html_url"]?.phrase
        notification.tags = [facts[.sender]?["login"]?.phrase].compactMap { $0 }
        _ = claim.become(.notification(notification), .notification)
        claim.source = Self.moment(object)
        return true
    }

    private static func moment(_ object: JSONValue) -> Timestamp? {
        let subject = object["workflow_run"] ?? object["issue"] ?? object["pull_request"]
        let time = subject?["updated_at"] ?? object["release"]?["published_at"] ?? object["head_commit"]?["timestamp"]
        return time.flatMap(MomentReader.read)
    }

    private func describe(run: JSONValue, _ action: String?, _ notification: inout Notification) {
        let conclusion = run["conclusion"]?.phrase
        let name = run["name"]?.phrase ?? "workflow"
        notification.title = "\(name) \((conclusion ?? action ?? "ran").spaced)"
        let commit = run["head_commit"]?["message"]?.phrase?.firstLine
        let branch = run["head_branch"]?.phrase
        notification.body = [branch.map { "on \($0)" }, commit].compactMap { $0 }.joined(separator: ": ").nonEmpty
        notification.url = run["html_url"]?.phrase
        switch conclusion {
        case "failure", "timed_out", "startup_failure", "action_required": notification.priority = 4
        case "success", "neutral", "skipped", "cancelled": notification.priority = 3
        default: notification.priority = nil
        }
    }

    private func describe(
        issue: JSONValue, isRequest: Bool, _ action: String?, _ comment: JSONValue?, _ notification: inout Notification
    ) {
        let thing = isRequest ? "pull request" : "issue"
        let number = issue["number"]?.identifier.map { " #\($0)" } ?? ""
        let happening = comment == nil ? action?.spaced : "commented"
        notification.title = [thing + number, happening].compactMap { $0 }.joined(separator: " ")
        notification.body = comment?["body"]?.phrase ?? issue["title"]?.phrase
        notification.url = (comment?["html_url"] ?? issue["html_url"])?.phrase
    }

    private func describe(release: JSONValue, _ action: String?, _ notification: inout Notification) {
        let tag = release["tag_name"]?.phrase
        notification.title = ["release", tag, action?.spaced].compactMap { $0 }.joined(separator: " ")
        notification.body = release["body"]?.phrase ?? release["name"]?.phrase
        notification.url = release["html_url"]?.phrase
    }

    private func describe(push: JSONValue, to ref: String, _ notification: inout Notification) {
        let commits = push["commits"]?.elements.reduce(into: 0) { count, _ in count += 1 } ?? 0
        let isTag = ref.hasPrefix("refs/tags/")
        let name = ref.split(separator: "/", maxSplits: 2).last.map { String($0) } ?? ref
        let place = "\(isTag ? "tag" : "branch") \(name)"
        if push["deleted"]?.bool == true {
            notification.title = "\(place) deleted"
        } else if commits == 0 {
            notification.title = "\(place) \(push["created"]?.bool == true ? "created" : "pushed")"
        } else {
            notification.title = "\(commits) commit\(commits == 1 ? "" : "s") pushed to \(name)"
        }
        notification.body = push["head_commit"]?["message"]?.phrase?.firstLine
        notification.url = push["compare"]?.phrase
    }
}

extension String {
    fileprivate var spaced: String { String(map { $0 == "_" ? " " : $0 }) }
    fileprivate var firstLine: String { String(prefix { !$0.isNewline }) }
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
