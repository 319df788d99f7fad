internal import Domain
internal import NIOCore
internal import NIOSSL
internal import Realtime
internal import SwiftASN1

extension CertificateFacts {
    init(_ certificate: NIOSSLCertificate) {
        let names = (try? certificate.toDERBytes()).flatMap(CertificateNames.init)
        self.init(
            subject: names?.subject ?? "no name", issuer: names?.issuer ?? "no name",
            names: certificate._subjectAlternativeNames().compactMap(Self.hostName),
            addresses: certificate._subjectAlternativeNames().compactMap(Self.address),
            validFrom: Timestamp(milliseconds: Int64(certificate.notValidBefore) * 1_000),
            validUntil: Timestamp(milliseconds: Int64(certificate.notValidAfter) * 1_000))
    }

    private static func hostName(_ name: _SubjectAlternativeName) -> String? {
        name.nameType == .dnsName ? String(decoding: name.contents, as: UTF8.self) : nil
    }

    private static func address(_ name: _SubjectAlternativeName) -> String? {
        guard name.nameType == .ipAddress else { return nil }
        return try? SocketAddress(packedIPAddress: ByteBuffer(bytes: Array(name.contents)), port: 0).ipAddress
    }
}

/// Whom a certificate is of, and who signed it (RFC 5280 §4.1.2.4, §4.1.2.6).
struct CertificateNames {
    var subject: String
    var issuer: String

    private static let commonName: ASN1ObjectIdentifier = [2, 5, 4, 3]
    private static let organisation: ASN1ObjectIdentifier = [2, 5, 4, 10]

    init?(_ der: [UInt8]) {
        // Certificate ::= SEQUENCE { tbsCertificate SEQUENCE { [0] version, serial, algorithm, issuer, validity, subject, …
        guard let certificate = try? DER.parse(der), let body = Self.parts(of: certificate).first else { return nil }
        var fields = Self.parts(of: body)
        if fields.first?.identifier.tagClass == .contextSpecific { fields.removeFirst() }
        guard fields.count > 4 else { return nil }
        issuer = Self.name(fields[2])
        subject = Self.name(fields[4])
    }

    /// The common name, else the organisation.
    private static func name(_ node: ASN1Node) -> String {
        var found: [ASN1ObjectIdentifier: String] = [:]
        for attribute in parts(of: node).flatMap(parts) {
            let pair = parts(of: attribute)
            guard pair.count == 2, let kind = try? ASN1ObjectIdentifier(derEncoded: pair[0]),
                case .primitive(let text) = pair[1].content
            else { continue }
            found[kind] = String(decoding: text, as: UTF8.self)
        }
        return found[commonName] ?? found[organisation] ?? "no name"
    }

    private static func parts(of node: ASN1Node) -> [ASN1Node] {
        guard case .constructed(let nodes) = node.content else { return [] }
        return Array(nodes)
    }
}
