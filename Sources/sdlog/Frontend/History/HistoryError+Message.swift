import Localization
import RunHistory

extension Diagnostic {
  /// Takes over what could not be done with a history.
  init(_ error: HistoryError) {
    isWarning = false
    message = error.reason
    place = error.path
    if error.code.showsDetail, let detail = error.detail {
      notes = [LocalizedText(en: "SQLite says: \(detail)", zh: "SQLite 的说明：\(detail)")]
    }
    helps = [error.help].compactMap { $0 }
  }

  /// What a check of a history found.
  static func damage(_ problems: [LocalizedText], path: String) -> Diagnostic {
    Diagnostic(
      isWarning: false, message: HistoryError.damaged, place: path,
      notes: problems, helps: [helpForDamage])
  }

  /// What a check of a history found that could not even be opened or read.
  static func damage(_ error: HistoryError) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    diagnostic.helps = [helpForDamage]
    return diagnostic
  }

  private static let helpForDamage = LocalizedText(
    en: "bring back a copy, or name a new file with --history and import the logs again;"
      + " nothing was changed",
    zh: "请恢复备份，或用 --history 指定新文件并重新导入日志；没有做任何改动")
}

extension HistoryError {
  fileprivate static let damaged = LocalizedText(
    en: "the history is damaged", zh: "历史库已损坏")

  /// What went wrong, in one line.
  fileprivate var reason: LocalizedText {
    switch code {
    case .notFound: LocalizedText(en: "there is no history yet", zh: "还没有历史库")
    case .permissionDenied: LocalizedText(en: "the history may not be read", zh: "没有读取历史库的权限")
    case .readOnly: LocalizedText(en: "the history may not be written", zh: "没有写入历史库的权限")
    case .locked:
      LocalizedText(en: "another program writes to the history", zh: "另一个程序正在写入历史库")
    case .corrupt: Self.damaged
    case .notAHistory:
      LocalizedText(en: "the file is not a history of sdlog", zh: "该文件不是 sdlog 的历史库")
    case .newerVersion(let version):
      LocalizedText(
        en: "a later sdlog wrote the history (version \(version) of its tables)",
        zh: "历史库由更新版本的 sdlog 写入（表结构版本 \(version)）")
    case .cannotOpen:
      LocalizedText(en: "the history cannot be made or opened", zh: "无法创建或打开历史库")
    case .full: LocalizedText(en: "the disk is full; nothing was taken in", zh: "磁盘已满，没有导入任何内容")
    case .other: LocalizedText(en: "the history cannot be used", zh: "历史库无法使用")
    }
  }

  /// What the user can do.
  fileprivate var help: LocalizedText? {
    switch code {
    case .notFound:
      LocalizedText(
        en: "`sdlog history import LOG...` makes it; `--history FILE` names another one",
        zh: "用 `sdlog history import 日志...` 创建，或用 `--history 文件` 指定其他历史库")
    case .permissionDenied:
      LocalizedText(
        en: "ask for the right to read it, or name another one with `--history FILE`",
        zh: "请获取读取权限，或用 `--history 文件` 指定其他历史库")
    case .readOnly:
      LocalizedText(
        en: "ask for the right to write it and its folder, or name another with `--history FILE`",
        zh: "请获取该文件及其文件夹的写入权限，或用 `--history 文件` 指定其他历史库")
    case .locked:
      LocalizedText(en: "try again when the other program is done", zh: "请等另一个程序结束后再试")
    case .corrupt:
      LocalizedText(
        en: "`sdlog history check` tells more; nothing was changed",
        zh: "`sdlog history check` 会给出详情；没有做任何改动")
    case .notAHistory:
      LocalizedText(
        en: "name another file with `--history FILE`; this one was not changed",
        zh: "请用 `--history 文件` 指定其他文件；该文件没有改动")
    case .newerVersion:
      LocalizedText(
        en: "update sdlog, or name another file with `--history FILE`; this one was not changed",
        zh: "请更新 sdlog，或用 `--history 文件` 指定其他文件；该文件没有改动")
    case .cannotOpen:
      LocalizedText(
        en: "name a file in a folder that exists and may be written to",
        zh: "请指定一个位于可写的现有文件夹中的文件")
    case .full:
      LocalizedText(
        en: "free some room and try again; what was taken in before is safe",
        zh: "请腾出空间后再试；之前导入的内容没有受影响")
    case .other: nil
    }
  }
}

extension HistoryError.Code {
  /// Whether SQLite's words add something.
  fileprivate var showsDetail: Bool { self == .corrupt || self == .other }
}
