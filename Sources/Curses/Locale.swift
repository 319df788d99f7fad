import Glibc

/// The character set that ncurses writes.
enum Locale {
    /// Takes the user's LC_CTYPE when it is UTF-8, else C.UTF-8; nothing but characters follows the locale.
    /// - Returns: whether UTF-8 is in force.
    static func enterUTF8() -> Bool {
        for name in ["", "C.UTF-8", "C.utf8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil {
            guard let codeset = nl_langinfo(Int32(CODESET)) else { continue }
            if strcmp(codeset, "UTF-8") == 0 { return true }
        }
        return false
    }
}
