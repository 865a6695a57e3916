import Localization
import LogInput
import Reporting
import SystemPackage

extension InputError {
  /// What went wrong, in a few words.
  var reason: LocalizedText {
    switch code {
    case .notFound: LocalizedText(en: "no such file or folder", zh: "没有这个文件或文件夹")
    case .permissionDenied: LocalizedText(en: "permission denied", zh: "权限不足")
    case .binary: LocalizedText(en: "holds binary data, not a log", zh: "内容是二进制数据，不是日志")
    case .ownOutput(.export):
      LocalizedText(
        en: "is what sdlog history export printed, not a log",
        zh: "是 sdlog history export 的输出，不是日志")
    case .ownOutput(.report):
      LocalizedText(en: "is a report of sdlog, not a log", zh: "是 sdlog 的报告，不是日志")
    case .emptyFolder:
      LocalizedText(en: "the folder holds no file to read", zh: "文件夹中没有可读取的文件")
    case .emptyArchive:
      LocalizedText(en: "the archive holds no file to read", zh: "压缩包中没有可读取的文件")
    case .shrank: LocalizedText(en: "became shorter while it was read", zh: "读取过程中文件变短了")
    case .truncated:
      LocalizedText(en: "ends in the middle of its compressed data", zh: "压缩数据不完整，中途结束")
    case .damaged(let words):
      words.isEmpty
        ? LocalizedText(en: "damaged", zh: "已损坏")
        : LocalizedText(
          en: "damaged (\(TextSanitizer.sanitized(words)))",
          zh: "已损坏（\(TextSanitizer.sanitized(words))）")
    case .wrongChecksum:
      LocalizedText(
        en: "damaged: its checksum or length does not fit, so that what was read may be wrong",
        zh: "已损坏：校验和或长度不符，读出的内容可能有误")
    case .behindEnd(let count):
      LocalizedText(
        en: "not read behind the end of the compressed data: "
          + (count == 1 ? "1 byte" : "\(count) bytes"),
        zh: "压缩数据结尾之后还有 \(count) 字节未读取")
    case .encrypted:
      LocalizedText(en: "encrypted; passwords are not asked for", zh: "已加密，sdlog 不询问密码")
    case .unsupported(let form):
      LocalizedText(
        en: "packed in a form that is not read: \(form)", zh: "不支持的压缩格式：\(form)")
    case .expandsTooMuch:
      LocalizedText(
        en: "stopped: it expands to far more than a log would", zh: "已停止：解压后远大于正常日志")
    case .tooDeep:
      LocalizedText(
        en: "packed too deep: too many archives or compressions in one another",
        zh: "压缩层数太多：压缩包层层嵌套")
    case .tooManyMembers:
      LocalizedText(en: "stopped: the archive has too many members", zh: "已停止：压缩包中的文件太多")
    case .notPlain:
      LocalizedText(
        en: "is no plain file, so that there are no ranges of it", zh: "不是普通文件，无法按范围读取")
    case .system(0): LocalizedText(en: "cannot be read", zh: "无法读取")
    case .system(let number):
      LocalizedText(
        en: "\(Errno(rawValue: number))", zh: Errno(rawValue: number).chinese)
    }
  }

  /// What the user can do.
  private var help: LocalizedText? {
    switch code {
    case .notFound:
      LocalizedText(
        en: "check the spelling; a pattern such as logs/*.log is expanded by the shell",
        zh: "请检查拼写；logs/*.log 这类通配符由 shell 展开")
    case .permissionDenied:
      LocalizedText(
        en: "ask for the right to read it, or run as its owner", zh: "请获取读取权限，或以其所有者身份运行")
    case .binary:
      LocalizedText(
        en: "name the console log; images, models and programs are not read",
        zh: "请指定控制台日志；图片、模型和程序不会读取")
    case .ownOutput(.export):
      LocalizedText(
        en: "to move a history, copy its file; to build one, import the logs",
        zh: "迁移历史库请直接复制该文件；重建请导入原来的日志")
    case .ownOutput(.report):
      LocalizedText(en: "name the log that it reports on", zh: "请指定它所报告的日志")
    case .emptyFolder:
      LocalizedText(
        en: "hidden files, programs and documents are left out; name one to read it",
        zh: "隐藏文件、程序和文档会略过；要读取请直接指定该文件")
    case .emptyArchive:
      LocalizedText(
        en: "folders, links and hidden files in it are left out",
        zh: "其中的文件夹、链接和隐藏文件会略过")
    case .shrank:
      LocalizedText(
        en: "what was read is reported; read it again when nothing writes to it",
        zh: "已读取的部分照常报告；请在没有程序写入时再读一次")
    case .behindEnd:
      LocalizedText(
        en: "what stands before is reported; was something appended to a compressed log?",
        zh: "之前的部分照常报告；可能有内容被追加到了压缩日志的后面")
    case .truncated, .damaged, .wrongChecksum:
      LocalizedText(
        en: "what was readable is reported; get a whole copy for the rest",
        zh: "可读的部分照常报告；其余部分需要完整的副本")
    case .encrypted:
      LocalizedText(
        en: "unpack it with its password, and name the files", zh: "请用密码解压后再指定其中的文件")
    case .unsupported: LocalizedText(en: "unpack it, and name the files", zh: "请解压后再指定其中的文件")
    case .expandsTooMuch:
      LocalizedText(
        en: "what came before is reported; if it is a log, unpack it first",
        zh: "之前的部分照常报告；如果确实是日志，请先解压")
    case .tooDeep:
      LocalizedText(
        en: "unpack the outer archives, and name what was in them",
        zh: "请先解压外层压缩包，再指定其中的内容")
    case .tooManyMembers: LocalizedText(en: "unpack it, and name the folder", zh: "请解压后再指定该文件夹")
    case .notPlain: LocalizedText(en: "scan it whole, or unpack it first", zh: "请整个扫描，或先解压")
    case .system: nil
    }
  }

  /// Prints what could not be read, why, and what to do, to standard error.
  func print() {
    Diagnostic(
      isWarning: false,
      message: LocalizedText(en: "\(path): \(reason.en)", zh: "\(path)：\(reason.zh)"),
      helps: help.map { [$0] } ?? []
    ).print()
  }
}
