import Foundation
import PackagePlugin

/// Puts the catalogue's files into the binary, composed ahead of time by the tool `EmbedCatalogue`.
@main
struct EmbedPatterns: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Patterns")
    let names = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? [])
      .filter { $0.hasSuffix(".yaml") }
      .sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltinPatternFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding Patterns",
        executable: try context.tool(named: "EmbedCatalogue").url,
        arguments: [folder.path, output.path] + names,
        inputFiles: names.map { folder.appending(path: $0) },
        outputFiles: [output])
    ]
  }
}
