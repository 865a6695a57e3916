extension MeterParserTests {
  static let otherPrograms = [
    Case(
      name: "SD.Next", frame: "Progress  3.42it/s ███████▉          50% 12/24 00:03 00:04 Base",
      reading: .init(
        description: "Progress", percent: 50, completed: 12, total: 24, elapsed: 3, remaining: 4,
        rate: 3.42,
        unit: "it", postfix: "Base")),
    Case(
      name: "SD.Next, first frame",
      frame: "Progress ?it/s                     0% 0/24 00:00 ? Base",
      reading: .init(
        description: "Progress", percent: 0, completed: 0, total: 24, elapsed: 0, unit: "it",
        postfix: "Base")),
    Case(
      name: "vLLM",
      frame: "Loading safetensors checkpoint shards:  25% Completed | 1/4 [00:02<00:07,  2.41s/it]",
      reading: .init(
        description: "Loading safetensors checkpoint shards", percent: 25, completed: 1, total: 4,
        elapsed: 2,
        remaining: 7, rate: 1 / 2.41, unit: "it")),
    Case(
      name: "stable-diffusion.cpp",
      frame: "  |=====================>              | 9/20 - 1.73it/s",
      reading: .init(completed: 9, total: 20, rate: 1.73, unit: "it")),
    Case(
      name: "Lightning",
      frame: "Epoch 0:   5%|▌         | 1/20 [00:08<02:32,  0.12it/s, loss=0.11, v_num=3]",
      reading: .init(
        description: "Epoch 0", percent: 5, completed: 1, total: 20, elapsed: 8, remaining: 152,
        rate: 0.12,
        unit: "it", postfix: "loss=0.11, v_num=3")),
    Case(
      name: "hf-xet",
      frame: "u.safetensors: reconstructing file:  40%|████      |  1.38GB /  3.44GB,  92.1MB/s  ",
      reading: .init(
        description: "u.safetensors: reconstructing file", percent: 40, completed: 1.38e9,
        total: 3.44e9,
        rate: 92.1e6, unit: "B")),
    Case(
      name: "hf-xet without total",
      frame: "u.safetensors: downloading bytes: ██████████|  1.20GB,  90.0MB/s  ",
      reading: .init(
        description: "u.safetensors: downloading bytes", completed: 1.2e9, rate: 90e6, unit: "B")),
    Case(
      name: "rich", frame: "Working... ━━━━━━━━━╸━━━━━━━━━━━━━━━━━━━━  24% 0:00:31",
      reading: .init(description: "Working...", percent: 24, remaining: 31)),
    Case(
      name: "rich, time not known", frame: "Working... ━━━━━━━━━━━━━━━━━━━━   0% -:--:--",
      reading: .init(description: "Working...", percent: 0)),
    Case(
      name: "tqdm.rich", frame: "train  24% ━━━━━━━━━━━━━━━ 12/50 [ 0:00:04 < 0:00:13 , 3 it/s ]",
      reading: .init(
        description: "train", percent: 24, completed: 12, total: 50, elapsed: 4, remaining: 13,
        rate: 3, unit: "it")),
    Case(
      name: "Lightning on rich",
      frame: "Epoch 0/9  ━━━━━━━━━━━━ 12/938 0:00:05 • 0:00:30 17.31it/s v_num: 3",
      reading: .init(
        description: "Epoch 0/9", completed: 12, total: 938, elapsed: 5, remaining: 30, rate: 17.31,
        unit: "it",
        postfix: "v_num: 3")),
    Case(
      name: "pip", frame: "     ━━━━━━━━━━━━━━━━━━━━━━━━ 390.2/780.4 MB 41.2 MB/s eta 0:00:10",
      reading: .init(completed: 390.2e6, total: 780.4e6, remaining: 10, rate: 41.2e6, unit: "B")),
    Case(
      name: "pip raw", frame: "Progress 1048576 of 818274304",
      reading: .init(description: "Progress", completed: 1_048_576, total: 818_274_304)),
  ]

  static let gluedAndCut = [
    Case(
      name: "warning behind a first frame",
      frame: "  0%| | 0/4 [00:00<?, ?it/s]/srv/sd/interval.py:608: UserWarning: should be [a, b]",
      reading: .init(
        percent: 0, completed: 0, total: 4, elapsed: 0, unit: "it",
        glued: "/srv/sd/interval.py:608: UserWarning: should be [a, b]")),
    Case(
      name: "a second meter behind the first",
      frame: "  0%| | 0/4 [00:00<?, ?it/s] 25%|██▌       | 1/4 [00:01<00:03,  1.00it/s]",
      reading: .init(
        percent: 0, completed: 0, total: 4, elapsed: 0, unit: "it",
        glued: " 25%|██▌       | 1/4 [00:01<00:03,  1.00it/s]")),
    Case(
      name: "text behind a cut frame",
      frame: "  5%|▌         | 1/20 [00:02<00:4Traceback (most recent call last):",
      reading: .init(
        percent: 5, completed: 1, total: 20, elapsed: 2, glued: "Traceback (most recent call last):"
      )),
    Case(
      name: "cut in the bar", frame: "Fetching 13 files:  99%|=",
      reading: .init(description: "Fetching 13 files", percent: 99)),
    Case(
      name: "cut in the total", frame: "100%|██████████| 5/1",
      reading: .init(percent: 100, completed: 5)),
    Case(
      name: "cut in the estimate", frame: " 13%|█▎        | 13/99 [00:03<00:0",
      reading: .init(percent: 13, completed: 13, total: 99, elapsed: 3)),
    Case(
      name: "cut in the rate", frame: " 13%|█▎        | 13/99 [00:03<00:09, 12.0",
      reading: .init(percent: 13, completed: 13, total: 99, elapsed: 3, remaining: 9)),
    Case(
      name: "cut in the unit", frame: " 13%|█▎        | 13/99 [00:03<00:09,  2.50s/til",
      reading: .init(
        percent: 13, completed: 13, total: 99, elapsed: 3, remaining: 9, rate: 0.4)),
    Case(
      name: "cut in the postfix",
      frame: " 13%|█▎        | 13/99 [00:03<00:09, 2.50it/s, shape=[1, 4, 64, 64]",
      reading: .init(
        percent: 13, completed: 13, total: 99, elapsed: 3, remaining: 9, rate: 2.5, unit: "it")),
    Case(
      name: "count cut in the rate", frame: "52it [05:09,  5.95",
      reading: .init(completed: 52, elapsed: 309)),
  ]
}
