// The words of reports are part of this target's API.
@_exported public import Localization
