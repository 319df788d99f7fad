/// Tells options that are typed from those that stand for variables of the environment.
struct OptionOrigins {
    let environment: [String: String]
    /// Whether the option of that name stands on the command line.
    let isTyped: (String) -> Bool

    /// The option or the variable, as a person has written it.
    func name(_ origin: GivenOption.Origin) -> String {
        switch origin {
        case .option(let name):
            isTyped(name) ? "--" + name : EnvironmentOptions.variable(behind: name, environment)
        case .variable(let name): name
        }
    }
}
