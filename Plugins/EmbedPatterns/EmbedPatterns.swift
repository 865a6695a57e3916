import Foundation
import PackagePlugin

/// Puts the catalogue's files into the binary as string literals of one generated Swift file.
///
/// Unlike a list of `#embed` lines in a C target it needs no second place that names the files, and a
/// literal compiles in no measurable time.
@main
struct EmbedPatterns: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL.appending(path: "Patterns")
    let names = (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String] ?? [])
      .filter { $0.hasSuffix(".yaml") }
      .sorted()
    var source = "let builtinPatternFiles: [BuiltinPatternFile] = [\n"
    for name in names {
      let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
      source += "BuiltinPatternFile(path: \"\(name)\", text: ####\"\"\"\n\(text)\n\"\"\"####),\n"
    }
    source += "]\n"
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltinPatternFiles.swift")
    // An unchanged file keeps its date, so that nothing is compiled again.
    if (try? String(contentsOf: output, encoding: .utf8)) != source {
      try source.write(to: output, atomically: true, encoding: .utf8)
    }
    return [
      .buildCommand(
        displayName: "Embedding Patterns", executable: URL(filePath: "/bin/sh"),
        arguments: ["-c", ":"], inputFiles: [], outputFiles: [output])
    ]
  }
}
