import SystemPackage

extension Errno {
  /// What the system reports, in Chinese; its number where that is not one that users meet.
  ///
  /// The system's own words follow the C locale of the process, which is never set.
  var chinese: String {
    switch self {
    case .permissionDenied: "权限不足"
    case .noSuchFileOrDirectory: "没有这个文件或文件夹"
    case .isDirectory: "是一个文件夹"
    case .notDirectory: "路径中有一项不是文件夹"
    case .noSpace: "设备上没有剩余空间"
    case .diskQuotaExceeded: "超出磁盘配额"
    case .readOnlyFileSystem: "文件系统是只读的"
    case .ioError: "输入输出错误"
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem: "打开的文件太多"
    case .fileNameTooLong: "文件名太长"
    case .tooManySymbolicLinkLevels: "符号链接层数太多"
    case .fileTooLarge: "文件太大"
    case .resourceBusy: "设备或资源正忙"
    case .notPermitted: "不允许该操作"
    case .brokenPipe: "管道已断开"
    case .noMemory: "内存不足"
    default: "系统错误 \(rawValue)"
    }
  }
}
