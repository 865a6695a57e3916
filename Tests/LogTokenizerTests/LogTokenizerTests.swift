import LogTokenizer
import TestSupport
import Testing

/// A log and the records that it holds.
struct TokenizerCase: CustomTestStringConvertible, Sendable {
  var name: String
  var log: String
  var records: [PlainRecord]

  var testDescription: String { name }
}

@Suite struct LogTokenizerTests {
  static let cases: [TokenizerCase] = [
    TokenizerCase(
      name: "LF and CR LF end lines, empty lines count",
      log: "one\r\ntwo\n\nfour",
      records: [PlainRecord(1, "one"), PlainRecord(2, "two"), PlainRecord(4, "four")]),
    TokenizerCase(
      name: "a lone CR ends a frame within its line",
      log:
        "\r 50%|#####     | 1/2 [00:01<00:01,  1.00it/s]\r100%|##########| 2/2 [00:02<00:00,  1.00it/s]\ndone\n",
      records: [
        PlainRecord(.progress, 1, 0, " 50%|#####     | 1/2 [00:01<00:01,  1.00it/s]"),
        PlainRecord(.progress, 1, 1, "100%|##########| 2/2 [00:02<00:00,  1.00it/s]"),
        PlainRecord(2, "done"),
      ]),
    TokenizerCase(
      name: "text glued behind a meter is a record of its own",
      log:
        "\r  0%|          | 0/4 [00:00<?, ?it/s]/a/b.py:608: UserWarning: Should have ta\n  warnings.warn(x)\nnext\n",
      records: [
        PlainRecord(.progress, 1, 0, "  0%|          | 0/4 [00:00<?, ?it/s]"),
        PlainRecord(
          .warning, 1, 1, "/a/b.py:608: UserWarning: Should have ta\n  warnings.warn(x)"),
        PlainRecord(3, "next"),
      ]),
    TokenizerCase(
      name: "padding behind a frame is dropped, indentation is kept",
      log: "  two blanks   \r    \n",
      records: [PlainRecord(1, "  two blanks")]),
    TokenizerCase(
      name: "colours and titles are stripped",
      log: "\u{1B}[32m[INFO]\u{1B}[0m got prompt\n\u{1B}]0;title\u{07}plain\n",
      records: [PlainRecord(1, prefix: "[INFO] ", "got prompt"), PlainRecord(2, "plain")]),
    TokenizerCase(
      name: "a backspace takes back a character, of several bytes too",
      log: "ab\u{08}c é\u{08}x\n",
      records: [PlainRecord(1, "ac x")]),
    TokenizerCase(
      name: "an erased line begins another part",
      log: "old\u{1B}[2Knew\n",
      records: [PlainRecord(1, 0, "old"), PlainRecord(1, 1, "new")]),
    TokenizerCase(
      name: "a sequence that is cut at the frame's end is dropped",
      log: "text\u{1B}[3\nmore\u{1B}\n",
      records: [PlainRecord(1, "text"), PlainRecord(2, "more")]),
    TokenizerCase(
      name: "docker's time stands once a line",
      log: "2026-05-12T07:30:00.120334511Z got prompt\n",
      records: [PlainRecord(1, prefix: "", "got prompt")]),
    TokenizerCase(
      name: "CRI joins the parts of a line",
      log: "2026-05-12T07:30:00.1Z stderr P got \n2026-05-12T07:30:00.2Z stderr F prompt\nx\n",
      records: [PlainRecord(1, "got prompt"), PlainRecord(3, "x")]),
    TokenizerCase(
      name: "docker's JSON is unescaped, with its frames",
      log:
        #"{"log":"\r 50%|##    | 1/2 [00:01\u003c00:01,  1.00it/s]\r100%|####| 2/2 [00:02\u003c00:00,  1.00it/s]\r\n","stream":"stderr","time":"2026-05-12T07:30:00.1Z"}"#
        + "\n"
        + #"{"log":"a \"b\" \u001b[1mé\ud83d\ude00\n","stream":"stdout","time":"2026-05-12T07:30:01Z"}"#
        + "\n",
      records: [
        PlainRecord(.progress, 1, 0, " 50%|##    | 1/2 [00:01<00:01,  1.00it/s]"),
        PlainRecord(.progress, 1, 1, "100%|####| 2/2 [00:02<00:00,  1.00it/s]"),
        PlainRecord(2, "a \"b\" é😀"),
      ]),
    TokenizerCase(
      name: "docker cuts a line at 16 KiB, and nowhere else",
      log: #"{"log":""# + String(repeating: "a", count: 16 << 10)
        + #"","stream":"stderr","time":"2026-05-12T07:30:00.1Z"}"# + "\n"
        + #"{"log":"b\n","stream":"stderr","time":"2026-05-12T07:30:00.1Z"}"# + "\n"
        + #"{"log":"no end","stream":"stderr","time":"2026-05-12T07:30:00.2Z"}"# + "\nx\n",
      records: [
        PlainRecord(2, String(repeating: "a", count: 16 << 10) + "b"), PlainRecord(3, "no end"),
        PlainRecord(4, "x"),
      ]),
    TokenizerCase(
      name: "docker's cut line whose rest never comes",
      log: #"{"log":""# + String(repeating: "a", count: 16 << 10)
        + #"","stream":"stderr","time":"2026-05-12T07:30:00.1Z"}"# + "\n",
      records: [PlainRecord(1, String(repeating: "a", count: 16 << 10))]),
    TokenizerCase(
      name: "a bar that is drawn again behind a traceback's first line",
      log: "Traceback (most recent call last):  50%|##  | 1/2 [00:01<00:01,  1.00it/s]\n"
        + "  File \"a.py\", line 1, in <module>\nValueError: no\n",
      records: [
        PlainRecord(.progress, 1, 0, "  50%|##  | 1/2 [00:01<00:01,  1.00it/s]"),
        PlainRecord(
          .traceback, 1, 1,
          "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nValueError: no"
        ),
      ]),
    TokenizerCase(
      name: "prefixes of relays, launchers and reports",
      log: "[WebUI] a\n[ComfyUI-0/STDERR] b\n[STDERR] c\n(VllmWorker rank=0 pid=281) d\n"
        + "2025-03-22 15:42:11.827 - __init__.py:1706 - INFO - e\n"
        + "- **Exception Message:** f\n- **Exception Type:** g\n"
        + "2024-08-15 01:49:49.382 [ComfyUI-0] [STDERR] h\n",
      records: [
        PlainRecord(1, prefix: "[WebUI] ", "a"), PlainRecord(2, prefix: "[ComfyUI-0/STDERR] ", "b"),
        PlainRecord(3, prefix: "[STDERR] ", "c"),
        PlainRecord(4, prefix: "(VllmWorker rank=0 pid=281) ", "d"),
        PlainRecord(5, prefix: "2025-03-22 15:42:11.827 - __init__.py:1706 - INFO - ", "e"),
        PlainRecord(6, prefix: "- **Exception Message:** ", "f"),
        PlainRecord(7, "- **Exception Type:** g"),
        PlainRecord(8, prefix: "2024-08-15 01:49:49.382 [ComfyUI-0] [STDERR] ", "h"),
      ]),
    TokenizerCase(
      name: "journald's prefix is removed",
      log: "May 12 07:30:00 rig7 comfyui[3120]: got prompt\n",
      records: [PlainRecord(1, "got prompt")]),
    TokenizerCase(
      name: "compose names its service",
      log: "webui-1  | got prompt\nwebui | not a service\n",
      records: [PlainRecord(1, "got prompt"), PlainRecord(2, "webui | not a service")]),
    TokenizerCase(
      name: "compose pads the names of containers, and may add times",
      log: "comfyui     | got prompt\nsd_webui_1  | got prompt\nsd-webui    |\n"
        + "web-1  | 2026-05-12T07:30:00.120334511Z got prompt\nepoch  | loss | rate\nLoss   | 0.1\n",
      records: [
        PlainRecord(1, "got prompt"), PlainRecord(2, "got prompt"), PlainRecord(4, "got prompt"),
        PlainRecord(5, "epoch  | loss | rate"), PlainRecord(6, "Loss   | 0.1"),
      ]),
    TokenizerCase(
      name: "kubectl names pod and container, and may add times",
      log: "[pod/comfy-7d9c/main] got prompt\n"
        + "[pod/comfy-7d9c/main] 2026-05-12T07:30:00.12Z  indented\n[pod of whales] x\n",
      records: [
        PlainRecord(1, "got prompt"), PlainRecord(2, " indented"),
        PlainRecord(3, "[pod of whales] x"),
      ]),
    TokenizerCase(
      name: "CRI joins more than two parts, of both streams",
      log: "2026-05-12T07:30:00.1Z stderr P a\n2026-05-12T07:30:00.2Z stderr P b\n"
        + "2026-05-12T07:30:00.3Z stderr F c\n2026-05-12T07:30:00.4Z stdout F d\n"
        + "2026-05-12T07:30:00.5Z stderr P cut\n",
      records: [PlainRecord(1, "abc"), PlainRecord(4, "d"), PlainRecord(5, "cut")]),
    TokenizerCase(
      name: "systemd-cat's name, journald's clocks",
      log: "Mar 02 19:04:11 rig7 comfy[4217]: got prompt\n"
        + "2026-03-02T19:04:11.120334+01:00 rig7 systemd-cat[4217]: got prompt\n"
        + "[ 4211.310442] rig7 comfy[4217]: got prompt\n[ 4211.310442] usb 1-1: reset\n",
      records: [
        PlainRecord(1, "got prompt"), PlainRecord(2, "got prompt"), PlainRecord(3, "got prompt"),
        PlainRecord(4, "[ 4211.310442] usb 1-1: reset"),
      ]),
    TokenizerCase(
      name: "what script writes around a session is text",
      log:
        "Script started on 2026-03-02 19:04:11+00:00 [TERM=\"xterm\" COLUMNS=\"120\" LINES=\"40\"]\r\n"
        + "got prompt\r\n\nScript done on 2026-03-02 19:10:02+00:00 [COMMAND_EXIT_CODE=\"0\"]\n",
      records: [
        PlainRecord(
          1,
          "Script started on 2026-03-02 19:04:11+00:00 [TERM=\"xterm\" COLUMNS=\"120\" LINES=\"40\"]"
        ),
        PlainRecord(2, "got prompt"),
        PlainRecord(4, "Script done on 2026-03-02 19:10:02+00:00 [COMMAND_EXIT_CODE=\"0\"]"),
      ]),
    TokenizerCase(
      name: "ranks of torchrun and mpirun, process tags of ray",
      log: "[rank0]: a\n[default1]:b\n[1,3]<stderr>:c\n(pid=711) d\n(pid=711, ip=10.0.0.2) e\n"
        + "(RayWorkerWrapper pid=711) f\n[1,3] g\n",
      records: [
        PlainRecord(1, prefix: "[rank0]: ", "a"), PlainRecord(2, prefix: "[default1]:", "b"),
        PlainRecord(3, prefix: "[1,3]<stderr>:", "c"), PlainRecord(4, prefix: "(pid=711) ", "d"),
        PlainRecord(5, prefix: "(pid=711, ip=10.0.0.2) ", "e"),
        PlainRecord(6, prefix: "(RayWorkerWrapper pid=711) ", "f"), PlainRecord(7, "[1,3] g"),
      ]),
    TokenizerCase(
      name: "PowerShell's error around a traceback's first line is taken away",
      log: "python.exe : Traceback (most recent call last):\r\nAt line:1 char:1\r\n"
        + "+ python.exe main.py 2>&1 | Tee-Object a.log\r\n+ ~~~~~~~~~~~~~~\r\n"
        + "    + CategoryInfo          : NotSpecified: (Traceback (most recent call last)::String) [], RemoteExcep \r\n"
        + "   tion\r\n    + FullyQualifiedErrorId : NativeCommandError\r\n \r\n"
        + "  File \"D:\\sd\\main.py\", line 3, in <module>\r\nValueError: x\r\nnext\r\n",
      records: [
        PlainRecord(
          .traceback, 1,
          "Traceback (most recent call last):\n  File \"D:\\sd\\main.py\", line 3, in <module>\nValueError: x"
        ),
        PlainRecord(11, "next"),
      ]),
    TokenizerCase(
      name: "PowerShell's error in Chinese around a bar, and a message that it folded",
      log:
        "python :   0%|          | 0/20 [00:00<?, ?it/s]\r\n所在位置 行:1 字符: 1\r\n+ python main.py\r\n"
        + "    + CategoryInfo          : NotSpecified: (  0%|          | 0/20 [00:00<?, ?it/s]:String) [], RemoteException\r\n"
        + "    + FullyQualifiedErrorId : NativeCommandError\r\n"
        + "C:\\py\\python.exe : Using pytorch attent\r\nion\r\nAt C:\\sd\\run.ps1:12 char:3\r\n+   & C:\\py\\python.exe\r\n"
        + "    + FullyQualifiedErrorId : NativeCommandError\r\n",
      records: [
        PlainRecord(.progress, 1, "  0%|          | 0/20 [00:00<?, ?it/s]"),
        PlainRecord(6, "Using pytorch attention"),
      ]),
    TokenizerCase(
      name: "what only begins like PowerShell's error stays",
      log: "python : the language\nAt last\n\nfoo.exe : x\n+ y\npython : the end\n",
      records: [
        PlainRecord(1, "python : the language"), PlainRecord(2, "At last"),
        PlainRecord(4, "foo.exe : x"), PlainRecord(5, "+ y"), PlainRecord(6, "python : the end"),
      ]),
    TokenizerCase(
      name: "process tag, level, time and place are one prefix",
      log: "(EngineCore_DP0 pid=711) INFO 05-12 07:30:00 [core.py:93] Available KV cache memory\n",
      records: [
        PlainRecord(
          1, prefix: "(EngineCore_DP0 pid=711) INFO 05-12 07:30:00 [core.py:93] ",
          "Available KV cache memory")
      ]),
    TokenizerCase(
      name: "ranks of SGLang",
      log: "[2026-05-12 07:30:00 DP0 TP1] Decode batch\n",
      records: [PlainRecord(1, prefix: "[2026-05-12 07:30:00 DP0 TP1] ", "Decode batch")]),
    TokenizerCase(
      name: "what SwarmUI passes on of the program that it started, and its own lines",
      log: """
        2025-09-10 11:28:09.478 [Debug] [ComfyUI-0/STDERR] Total VRAM 6144 MB
        11:28:09.479 [Debug] [ComfyUI-0/STDOUT] got prompt
        11:28:09.480 [Init] Prepping options...

        """,
      records: [
        PlainRecord(
          1, prefix: "2025-09-10 11:28:09.478 [Debug] [ComfyUI-0/STDERR] ", "Total VRAM 6144 MB"),
        PlainRecord(2, prefix: "11:28:09.479 [Debug] [ComfyUI-0/STDOUT] ", "got prompt"),
        PlainRecord(3, "11:28:09.480 [Init] Prepping options..."),
      ]),
    TokenizerCase(
      name: "InvokeAI, SD.Next's file, transformers",
      log: """
        [2026-06-01 09:00:03,120]::[InvokeAI]::INFO --> InvokeAI version 6.9.0
        2026-05-02 21:07:45,310 | rig7 | sd | INFO | launch | Starting SD.Next
        [WARNING|modeling_utils.py:1046] 2026-01-20 18:00:00,001 >> message
        01/20/2026 18:00:00 - INFO - __main__ -   Num Epochs = 10

        """,
      records: [
        PlainRecord(
          1, prefix: "[2026-06-01 09:00:03,120]::[InvokeAI]::INFO --> ", "InvokeAI version 6.9.0"),
        PlainRecord(
          2, prefix: "2026-05-02 21:07:45,310 | rig7 | sd | INFO | launch | ", "Starting SD.Next"),
        PlainRecord(
          3, prefix: "[WARNING|modeling_utils.py:1046] 2026-01-20 18:00:00,001 >> ", "message"),
        PlainRecord(4, prefix: "01/20/2026 18:00:00 - INFO - __main__ -   ", "Num Epochs = 10"),
      ]),
    TokenizerCase(
      name: "llama.cpp's clock since its start and loguru's origin are prefixes",
      log: "0.00.351.287 I srv  llama_server: model loaded\n12.04.000.001 W low on memory\n"
        + "2026-04-18 13:06:11.402 | INFO     | __main__:generate_video:191 - a=1\n"
        + "2026-04-18 13:06:11.402 | SUCCESS  | app.core:<module>:7 - done\n0.00.351.28 I no\n",
      records: [
        PlainRecord(1, prefix: "0.00.351.287 I ", "srv  llama_server: model loaded"),
        PlainRecord(2, prefix: "12.04.000.001 W ", "low on memory"),
        PlainRecord(
          3, prefix: "2026-04-18 13:06:11.402 | INFO     | __main__:generate_video:191 - ", "a=1"),
        PlainRecord(
          4, prefix: "2026-04-18 13:06:11.402 | SUCCESS  | app.core:<module>:7 - ", "done"),
        PlainRecord(5, "0.00.351.28 I no"),
      ]),
    TokenizerCase(
      name: "a frame of ComfyUI's error report with the stamp of the next one behind it",
      log: """
        2026-10-07T21:45:46.326743 - 
          0%|          | 0/20 [00:00<?, ?it/s]2026-10-07T21:45:47.326743 - 
          5%|5         | 1/20 [00:01<00:19,  1.02s/it]2026-10-07T21:45:48.326743 - Prompt executed in 1.40 seconds

        """,
      records: [
        PlainRecord(.progress, 2, 0, "  0%|          | 0/20 [00:00<?, ?it/s]"),
        PlainRecord(.progress, 3, 0, "  5%|5         | 1/20 [00:01<00:19,  1.02s/it]"),
        PlainRecord(
          .line, 3, 1, prefix: "2026-10-07T21:45:48.326743 - ", "Prompt executed in 1.40 seconds"),
      ]),
    TokenizerCase(
      name: "a logger's prefix is no part of a bar's description",
      log:
        "2026-10-07 21:45:45 INFO     steps: 50%|#####     | 1/2 [00:01<00:01,  1.00it/s]\n[12/20] a: 50%|#####     | 1/2 [00:01<00:01,  1.00it/s]\n",
      records: [
        PlainRecord(
          .progress, 1, 0, prefix: "2026-10-07 21:45:45 INFO     ",
          "steps: 50%|#####     | 1/2 [00:01<00:01,  1.00it/s]"),
        PlainRecord(
          .progress, 2, 0, "[12/20] a: 50%|#####     | 1/2 [00:01<00:01,  1.00it/s]"),
      ]),
    TokenizerCase(
      name: "escapes in a line that the container runtime cut",
      log:
        "2026-05-12T07:30:00.12Z stderr P ab\u{1B}[1mcd\n2026-05-12T07:30:00.12Z stderr F ef\u{1B}[0mgh\n",
      records: [PlainRecord(1, "abcdefgh")]),
    TokenizerCase(
      name: "what only looks like a prefix stays",
      log:
        "[1/6] 64x64 steps=25\n(see above) fine\nINFO is a word\n2026-01-20 is a day\n[AddNet] 1/24\n",
      records: [
        PlainRecord(1, "[1/6] 64x64 steps=25"), PlainRecord(2, "(see above) fine"),
        PlainRecord(3, "INFO is a word"), PlainRecord(4, "2026-01-20 is a day"),
        PlainRecord(5, "[AddNet] 1/24"),
      ]),
    TokenizerCase(
      name: "a rich console's folded message is unfolded",
      log:
        "2026-11-23 16:12:53 INFO     loading u-net: <All keys matched model_util.py:1011\n"
        + "                             successfully>                                      \n"
        + "                    INFO     make buckets                     train_util.py:1000\n",
      records: [
        PlainRecord(
          .block, 1, prefix: "2026-11-23 16:12:53 INFO     ",
          "loading u-net: <All keys matched successfully>"),
        PlainRecord(3, prefix: "                    INFO     ", "make buckets"),
      ]),
    TokenizerCase(
      name: "a folded message without a place in the source",
      log:
        "21:07:45-310442 INFO     Platform: arch=AMD64 cpu=AMD64 Family 25 Model 33 system=Windows\n"
        + "                         release=Windows-10 python=3.10.11\n"
        + "21:07:46-310442 INFO     Settings:\n                         none\n",
      records: [
        PlainRecord(
          .block, 1, prefix: "21:07:45-310442 INFO     ",
          "Platform: arch=AMD64 cpu=AMD64 Family 25 Model 33 system=Windows release=Windows-10 python=3.10.11"
        ),
        PlainRecord(.block, 3, prefix: "21:07:46-310442 INFO     ", "Settings:\nnone"),
      ]),
    TokenizerCase(
      name: "a traceback and a warning behind a level of full width",
      log:
        "20:07:47-310442 ERROR    Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n"
        + "ValueError: bad\n20:07:48-310442 WARNING  /a/b.py:608: UserWarning: no flash\n  f(x)\nnext\n",
      records: [
        PlainRecord(
          .traceback, 1, prefix: "20:07:47-310442 ERROR    ",
          "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: bad"),
        PlainRecord(
          .warning, 4, prefix: "20:07:48-310442 WARNING  ",
          "/a/b.py:608: UserWarning: no flash\n  f(x)"),
        PlainRecord(6, "next"),
      ]),
    TokenizerCase(
      name: "the place and the level at the right of a message",
      log: "VRAM State: NORMAL_VRAM                 memory_management.py :: INFO\n"
        + "low  memory   sampling_function.py :: WARNING\nonly.py :: INFO\na :: INFO\nb.py :: HERE\n",
      records: [
        PlainRecord(1, "VRAM State: NORMAL_VRAM"), PlainRecord(2, "low  memory"),
        PlainRecord(4, "a :: INFO"), PlainRecord(5, "b.py :: HERE"),
      ]),
    TokenizerCase(
      name: "the prefixes of SD.Next's files, with and without the host",
      log: "2024-05-10 22:22:44,076 | box | sd | INFO | launch | Starting SD.Next\n"
        + "2024-05-10 22:22:44,076 | sd | INFO | launch | Starting SD.Next\n",
      records: [
        PlainRecord(
          1, prefix: "2024-05-10 22:22:44,076 | box | sd | INFO | launch | ", "Starting SD.Next"),
        PlainRecord(
          2, prefix: "2024-05-10 22:22:44,076 | sd | INFO | launch | ", "Starting SD.Next"),
      ]),
    TokenizerCase(
      name: "a desktop program's prefix in front of lines and frames",
      log: "[2025-10-09 10:09:44.957] [info]  Total VRAM 8188 MB\n"
        + "[2025-10-09 10:09:45.001] [error] 50%|#####     | 1/2 [00:01<00:01,  1.00it/s]\n",
      records: [
        PlainRecord(1, prefix: "[2025-10-09 10:09:44.957] [info]  ", "Total VRAM 8188 MB"),
        PlainRecord(
          .progress, 2, 0, prefix: "[2025-10-09 10:09:45.001] [error] ",
          "50%|#####     | 1/2 [00:01<00:01,  1.00it/s]"),
      ]),
    TokenizerCase(
      name: "what a program passes on of another's bar",
      log:
        "2024-07-18 15:25:26.176 [Debug] [ComfyUI-0/STDERR] 50%|#####     | 1/2 [00:01<00:01,  1.00it/s]\n",
      records: [
        PlainRecord(
          .progress, 1, 0, prefix: "2024-07-18 15:25:26.176 [Debug] [ComfyUI-0/STDERR] ",
          "50%|#####     | 1/2 [00:01<00:01,  1.00it/s]")
      ]),
    TokenizerCase(
      name: "a message over the beginning of a bar, copied from a terminal",
      log:
        "*** Error completing request\u{2588}\u{2588}\u{2588}  | 30/50 [01:03<00:42,  2.19s/it]\n",
      records: [
        PlainRecord(1, 0, "*** Error completing request"),
        PlainRecord(
          .progress, 1, 1, "\u{2588}\u{2588}\u{2588}  | 30/50 [01:03<00:42,  2.19s/it]"),
      ]),
    TokenizerCase(
      name: "a traceback with its cause is one record",
      log: """
        Traceback (most recent call last):
          File "a.py", line 1, in f
            g()
        ValueError: bad

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "b.py", line 2, in h
        RuntimeError: worse
        after

        """,
      records: [
        PlainRecord(
          .traceback, 1,
          """
          Traceback (most recent call last):
            File "a.py", line 1, in f
              g()
          ValueError: bad
          During handling of the above exception, another exception occurred:
          Traceback (most recent call last):
            File "b.py", line 2, in h
          RuntimeError: worse
          """),
        PlainRecord(11, "after"),
      ]),
    TokenizerCase(
      name: "a traceback behind a tag of each line",
      log: """
        [TRAIN] Traceback (most recent call last):
        [TRAIN]   File "a.py", line 1, in f
        [TRAIN] ValueError: bad
        [TRAIN] after
        [TRAIN] Traceback (most recent call last):
        it went on

        """,
      records: [
        PlainRecord(
          .traceback, 1, prefix: "[TRAIN] ",
          """
          Traceback (most recent call last):
            File "a.py", line 1, in f
          ValueError: bad
          """),
        PlainRecord(4, "[TRAIN] after"),
        PlainRecord(.traceback, 5, "[TRAIN] Traceback (most recent call last):"),
        PlainRecord(6, "it went on"),
      ]),
    TokenizerCase(
      name: "lines indented behind a tag, and behind the stream that a launcher names",
      log: """
        Cache STDERR: WARNING:xformers:built for:
        Cache STDERR:     PyTorch 2.6.0
        Cache STDERR:   Please reinstall
        Cache STDERR: after it
        2024-08-15 01:49:49.382 [ComfyUI-0] [STDERR] built for:
        2024-08-15 01:49:49.390 [ComfyUI-0] [STDERR]     PyTorch 2.6.0
        [INFO] built for:
        [INFO]     PyTorch 2.6.0
        [STDERR] /srv/a.py:12: UserWarning: no kernel
        [STDERR]   run()
        (Core pid=62) /srv/a.py:12: UserWarning: no kernel
        (Core pid=62)     Found GPU0
        (Core pid=62)   run()
        [rank0]: it was built for:
        [rank0]:     PyTorch 2.6.0
        [rank1]:     PyTorch 2.6.0

        """,
      records: [
        PlainRecord(
          .block, 1, prefix: "Cache STDERR: ",
          "WARNING:xformers:built for:\n    PyTorch 2.6.0\n  Please reinstall"),
        PlainRecord(4, "Cache STDERR: after it"),
        PlainRecord(
          .block, 5, prefix: "2024-08-15 01:49:49.382 [ComfyUI-0] [STDERR] ",
          "built for:\n    PyTorch 2.6.0"),
        PlainRecord(7, prefix: "[INFO] ", "built for:"),
        PlainRecord(8, prefix: "[INFO] ", "    PyTorch 2.6.0"),
        PlainRecord(
          .warning, 9, prefix: "[STDERR] ", "/srv/a.py:12: UserWarning: no kernel\n  run()"),
        PlainRecord(
          .warning, 11, prefix: "(Core pid=62) ",
          "/srv/a.py:12: UserWarning: no kernel\n    Found GPU0\n  run()"),
        PlainRecord(.block, 14, prefix: "[rank0]: ", "it was built for:\n    PyTorch 2.6.0"),
        PlainRecord(16, prefix: "[rank1]: ", "    PyTorch 2.6.0"),
      ]),
    TokenizerCase(
      name: "a traceback behind a level of its first line alone",
      log:
        "ERROR:    Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: bad\n",
      records: [
        PlainRecord(
          .traceback, 1,
          "ERROR:    Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: bad"
        )
      ]),
    TokenizerCase(
      name: "a traceback that lost its indentation",
      log: """
        Traceback (most recent call last):
        File "/a/b.py", line 245, in f
        shared.model = load(name,
        ^^^^^^^
        File "/a/c.py", line 9, in g
        from x import (
        a.b.LoadError: no model
        after

        """,
      records: [
        PlainRecord(
          .traceback, 1,
          """
          Traceback (most recent call last):
          File "/a/b.py", line 245, in f
          shared.model = load(name,
          ^^^^^^^
          File "/a/c.py", line 9, in g
          from x import (
          a.b.LoadError: no model
          """),
        PlainRecord(8, "after"),
      ]),
    TokenizerCase(
      name: "what follows a frame without indentation is no traceback for long",
      log: """
        Traceback (most recent call last):
        File "/a/b.py", line 245, in f
        one
        two
        three
        four

        """,
      records: [
        PlainRecord(
          .traceback, 1,
          """
          Traceback (most recent call last):
          File "/a/b.py", line 245, in f
          one
          """),
        PlainRecord(4, "two"),
        PlainRecord(5, "three"),
        PlainRecord(6, "four"),
      ]),
    TokenizerCase(
      name:
        "a traceback without indentation ends with any exception's name, and in front of a prefix",
      log: """
        Traceback (most recent call last):
        File "/a/b.py", line 245, in f
        x = q.get(timeout=1)
        queue.Empty
        Prompt executed in 5.00 seconds
        Traceback (most recent call last):
        File "/a/b.py", line 245, in f
        2026-01-02 10:00:00,123 - server - INFO - on

        """,
      records: [
        PlainRecord(
          .traceback, 1,
          """
          Traceback (most recent call last):
          File "/a/b.py", line 245, in f
          x = q.get(timeout=1)
          queue.Empty
          """),
        PlainRecord(5, "Prompt executed in 5.00 seconds"),
        PlainRecord(
          .traceback, 6,
          """
          Traceback (most recent call last):
          File "/a/b.py", line 245, in f
          """),
        PlainRecord(8, prefix: "2026-01-02 10:00:00,123 - server - INFO - ", "on"),
      ]),
    TokenizerCase(
      name: "an indented traceback ends at its own indentation",
      log:
        "*** Error completing request\n    Traceback (most recent call last):\n      File \"x\", line 5\n    TypeError: no\n---\n",
      records: [
        PlainRecord(1, "*** Error completing request"),
        PlainRecord(
          .traceback, 2,
          "    Traceback (most recent call last):\n      File \"x\", line 5\n    TypeError: no"),
        PlainRecord(5, "---"),
      ]),
    TokenizerCase(
      name: "a warning with a whole configuration in its message is one record",
      log: """
        /p.py:201: FutureWarning: The configuration file of this scheduler: X {
          "_class_name": "X",
          "steps_offset": 0
        }
         is outdated.
          deprecate("steps_offset!=1")
        next

        """,
      records: [
        PlainRecord(
          .warning, 1,
          """
          /p.py:201: FutureWarning: The configuration file of this scheduler: X {
            "_class_name": "X",
            "steps_offset": 0
          }
           is outdated.
            deprecate("steps_offset!=1")
          """),
        PlainRecord(7, "next"),
      ]),
    TokenizerCase(
      name: "a warning without a source line gives back what follows",
      log: "<string>:1: UserWarning: alone\nInfo one\n/q.py:2: UserWarning: two\n  two()\n",
      records: [
        PlainRecord(.warning, 1, "<string>:1: UserWarning: alone"), PlainRecord(2, "Info one"),
        PlainRecord(.warning, 3, "/q.py:2: UserWarning: two\n  two()"),
      ]),
    TokenizerCase(
      name: "a C++ warning goes on until its function",
      log:
        "[W1123 15:52:08.022967885 autocast.cpp:300] Warning: In CPU autocast\nonly bf16. (function f)\nx\n",
      records: [
        PlainRecord(
          .warning, 1,
          "[W1123 15:52:08.022967885 autocast.cpp:300] Warning: In CPU autocast\nonly bf16. (function f)"
        ),
        PlainRecord(3, "x"),
      ]),
    TokenizerCase(
      name: "lines indented below a colon are a block",
      log: "xFormers was built for:\n    PyTorch 2.2.1\n  Please reinstall\nnext:\nlast\n",
      records: [
        PlainRecord(.block, 1, "xFormers was built for:\n    PyTorch 2.2.1\n  Please reinstall"),
        PlainRecord(4, "next:"), PlainRecord(5, "last"),
      ]),
    TokenizerCase(
      name: "NUL and other controls vanish, tabs stay",
      log: "a\u{0}b\tc\u{1}\n",
      records: [PlainRecord(1, "ab\tc")]),
  ]

  @Test(arguments: cases) func reads(_ example: TokenizerCase) {
    #expect(records(of: example.log) == example.records)
  }

  @Test("any cutting into chunks gives the same records", arguments: cases, [1, 2, 3, 7, 64])
  func chunkingLaw(_ example: TokenizerCase, size: Int) {
    #expect(records(of: example.log, chunkSize: size) == example.records)
  }

  @Test func readsTimesOfPrefixes() throws {
    let log =
      "2026-05-12T07:30:00.120334511Z x\n2026-05-12 07:30:00,250 INFO [a] x\n21:07:45-310442 INFO     x\n"
    let times = records(of: Array(log.utf8)).map(\.time)
    #expect(
      times == [
        LogTime(milliseconds: 1_778_571_000_120, precision: .absolute),
        LogTime(milliseconds: 1_778_571_000_250, precision: .local),
        LogTime(milliseconds: 76_065_310, precision: .timeOfDay),
      ])
  }

  @Test func cutsAnEndlessLineAndCountsIt() {
    var tokenizer = LogTokenizer()
    var sizes: [Int] = []
    let chunk = [UInt8](repeating: 0x61, count: 300_000)
    let take = { (batch: borrowing RecordBatch) in
      for record in batch.records { sizes.append(record.text.count) }
    }
    for _ in 0..<10 { chunk.withUnsafeBytes { tokenizer.feed($0, take) } }
    Array("\nnext\n".utf8).withUnsafeBytes { tokenizer.feed($0, take) }
    tokenizer.finish(take)
    #expect(sizes == [LogTokenizer.frameLimit, 4])
    #expect(tokenizer.limits.cutFrames == 1)
    #expect(tokenizer.limits.cutBytes == 3_000_000 - LogTokenizer.frameLimit)
    #expect(tokenizer.limits.firstCutLine == 1)
  }

  @Test func countsWhatJournaldWithheld() {
    var tokenizer = LogTokenizer()
    let log = Array("May 12 07:30:04 rig7 comfyui[3120]: [182B blob data]\n".utf8)
    log.withUnsafeBytes { tokenizer.feed($0) { _ in } }
    #expect(tokenizer.limits.withheldLines == 1)
    let more = Array(
      "2026-05-12T07:30:04+0000 rig7 comfyui[3120]: [1.2K blob data]\nMay 12 07:30:04 rig7 comfyui[3120]: [73B blob data] x\n"
        .utf8)
    more.withUnsafeBytes { tokenizer.feed($0) { _ in } }
    #expect(tokenizer.limits.withheldLines == 2)
  }

  @Test("lines of one source alone, in any cutting", arguments: [0, 1, 3, 7, 64])
  func readsOneSource(size: Int) {
    let log = """
      plain
      a-1 | one
      a-1 | \u{D}  0%|          | 0/2 [00:00<?, ?it/s]\u{D}100%|##########| 2/2 [00:02<00:00,  1.00it/s]
      b-1 | two
      b-1 | \u{D}  0%|          | 0/4 [00:00<?, ?it/s]\u{D} 50%|#####     | 2/4 [00:02<00:02,  1.00it/s]
      [pod/b-7f/main] three
      May 12 07:30:00 rig7 c[12]: four
      a-1 | Traceback (most recent call last):
      b-1 | five
      a-1 |   File "x.py", line 1
      a-1 | ValueError: x

      """
    let expected: [String: [Int]] = [
      "": [1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 10, 11], "a-1": [1, 2, 3, 3, 8],
      "b-1": [1, 4, 5, 5, 9], "b-7f/main": [1, 6], "rig7 c": [1, 7], "none": [1],
    ]
    for (source, lines) in expected {
      var tokenizer = LogTokenizer(onlyLinesOf: source.isEmpty ? nil : Array(source.utf8))
      #expect(
        records(of: Array(log.utf8), chunkSize: size, by: &tokenizer).map(\.line) == lines,
        "\(source)")
    }
  }

  @Test("random bytes in any cutting give the same records", arguments: 0..<200)
  func chunkingLawOnRandomBytes(seed: Int) {
    var generator = SplitMix64(state: UInt64(seed))
    let alphabet = Array(
      "\r\n\u{1B}[A2K;m |%0123456789/it/s<?,:{}\"log\\ TracebackWarning: é█".utf8)
    let bytes = (0..<400).map { _ in
      generator.next() % 8 == 0
        ? UInt8(truncatingIfNeeded: generator.next())
        : alphabet[Int(generator.next() % UInt64(alphabet.count))]
    }
    let whole = records(of: bytes)
    for size in [1, 2, 3, 7, 64] { #expect(records(of: bytes, chunkSize: size) == whole) }
  }
}
