internal import JSON

/// Something that the watcher is told because of what has just happened.
struct Notice {
    var title: String
    var body: String
    /// 1 lowest … 5 urgent.
    var priority: Int
    var tags: [String]
    var url: String
}

extension Agenda {
    mutating func notify(_ notice: Notice) {
        notices &+= 1
        let id = "n-\(notices)"
        publish(Channel.notifications, "notification.created") { json in
            json.key("id")
            json.string(id)
            json.key("title")
            json.string(notice.title)
            json.key("body")
            json.string(notice.body)
            json.key("priority")
            json.int(notice.priority)
            json.key("tags")
            json.beginArray()
            for tag in notice.tags { json.string(tag) }
            json.endArray()
            json.key("url")
            json.string(notice.url)
        }
    }
}
