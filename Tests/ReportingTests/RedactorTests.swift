import Testing

@testable import Reporting

struct RedactorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let redacted: String
    var testDescription: String { text }

    init(_ text: String, _ redacted: String) {
      self.text = text
      self.redacted = redacted
    }
  }

  static let paths = [
    Case("/home/anna/ComfyUI/main.py", "/home/<user>/ComfyUI/main.py"),
    Case("File \"/home/anna.lee/x.py\", line 3", "File \"/home/<user>/x.py\", line 3"),
    Case("cd /home/anna", "cd /home/<user>"),
    Case("/Users/jo/sd/webui.sh", "/Users/<user>/sd/webui.sh"),
    Case(#"C:\Users\Anna\sd\webui.py"#, #"C:\Users\<user>\sd\webui.py"#),
    Case(#"C:\Users\Anna Lee\sd"#, #"C:\Users\<user>\sd"#),
    Case(#"'C:\\Users\\Anna Lee\\sd'"#, #"'C:\\Users\\<user>\\sd'"#),
    Case("C:/Users/Anna/sd", "C:/Users/<user>/sd"),
    Case(#"d:\users\anna"#, #"d:\users\<user>"#),
    Case(#"C:\Documents and Settings\Anna\sd"#, #"C:\Documents and Settings\<user>\sd"#),
    Case("/mnt/c/Users/Anna/sd", "/mnt/c/Users/<user>/sd"),
    Case(#"C:\Users\张伟\sd"#, #"C:\Users\<user>\sd"#),
    Case("/home/张伟/sd", "/home/<user>/sd"),
    Case("from /home/a/x to /home/b/y", "from /home/<user>/x to /home/<user>/y"),
    Case(#"C:\Users\Bob and D:\x"#, #"C:\Users\<user> and D:\x"#),
    Case(#"C:\Users\Public\Documents"#, #"C:\Users\Public\Documents"#),
    Case("/Users/Shared/models", "/Users/Shared/models"),
    Case(#"\\nas-anna\models\sd.ckpt"#, #"\\<host>\models\sd.ckpt"#),
    Case("/opt/conda/lib/python3.10", "/opt/conda/lib/python3.10"),
    Case(#"..\aten\src\ATen\native"#, #"..\aten\src\ATen\native"#),
    Case("/root/ComfyUI", "/root/ComfyUI"),
    Case("/homework/anna", "/homework/anna"),
  ]

  static let secrets = [
    Case("token hf_AbCdEfGhIjKlMnOpQrStUvWxYz12345678", "token <token>"),
    Case("hf_abc12345", "<token>"),
    Case("sk-proj-Ab12Cd34_Ef56-Gh78", "<token>"),
    Case("ghp_0123456789abcdefABCDEF0123456789abcd", "<token>"),
    Case("github_pat_11ABC_defGHI789", "<token>"),
    Case("AKIAIOSFODNN7EXAMPLE", "<token>"),
    Case("AIzaSyA1234567890abcdefghijklmnopqrstuv", "<token>"),
    Case("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "<token>"),
    Case("Authorization: Bearer abcDEF123456", "Authorization: Bearer <token>"),
    Case("authorization: Basic dXNlcjpwYXNz", "authorization: Basic <token>"),
    Case("HF_TOKEN=abcdef", "HF_TOKEN=<token>"),
    Case("--hf-token abcdef --x", "--hf-token <token> --x"),
    Case("\"api_key\": \"abc def\",", "\"api_key\": \"<token>\","),
    Case("OPENAI_API_KEY: 'xyz'", "OPENAI_API_KEY: '<token>'"),
    Case("--gradio-auth anna:secret", "--gradio-auth <token>"),
    Case("--gradio-auth anna:secret,otto:other --share", "--gradio-auth <token> --share"),
    Case("--ngrok 2abcDEFghiJKL --civitai-key 0a1b", "--ngrok <token> --civitai-key <token>"),
    Case("ngrok: connected", "ngrok: connected"),
    Case("/media/anna/disk/x /run/media/anna/y", "/media/<user>/disk/x /run/media/<user>/y"),
    Case("password=hunter2;x", "password=<token>;x"),
    Case("'api_key': ['first', 'second'], 'x'", "'api_key': [<token>], 'x'"),
    Case("api_key=[None], api_key=[]", "api_key=[None], api_key=[]"),
    Case("signature: (self, x: int)", "signature: (self, x: int)"),
    Case(
      "CIVITAI_TOKEN=ab1 DB_PASS=x FOO_KEY: y",
      "CIVITAI_TOKEN=<token> DB_PASS=<token> FOO_KEY: <token>"),
    Case("{\"basic_auth\":\"anna:pw\"}", "{\"basic_auth\":\"<token>\"}"),
    Case("ASIAIOSFODNN7EXAMPLE", "<token>"),
    Case("https://c.example/m?token=ab12&x=1", "https://c.example/m?token=<token>&x=1"),
    Case("https://anna:pw@example.com/x", "https://<token>@example.com/x"),
    Case("https://ghtoken@github.com/a/b", "https://<token>@github.com/a/b"),
    Case("hf_hub_download(repo)", "hf_hub_download(repo)"),
    Case("pip install hf_transfer hf_xet", "pip install hf_transfer hf_xet"),
    Case("token: <|endoftext|>", "token: <|endoftext|>"),
    Case("max_tokens=2048, eos_token_id=2", "max_tokens=2048, eos_token_id=2"),
    Case("password: None", "password: None"),
    Case("import sk-learn", "import sk-learn"),
    Case("scale_grad_by_freq key: 5", "scale_grad_by_freq key: 5"),
  ]

  static let addresses = [
    Case("listening on 192.168.1.23:8188", "listening on <ip>:8188"),
    Case("from 203.0.113.9.", "from <ip>."),
    Case("--listen=10.0.0.5", "--listen=<ip>"),
    Case("http://10.1.2.3:7860/", "http://<ip>:7860/"),
    Case("http://127.0.0.1:7860 0.0.0.0", "http://127.0.0.1:7860 0.0.0.0"),
    Case("nvidia-cudnn-cu12==8.9.2.26", "nvidia-cudnn-cu12==8.9.2.26"),
    Case("cuDNN 8.9.2.26", "cuDNN 8.9.2.26"),
    Case("nvidia-cublas-cu12 (12.1.3.1)", "nvidia-cublas-cu12 (12.1.3.1)"),
    Case("cublas_cu11-11.10.3.66-py3", "cublas_cu11-11.10.3.66-py3"),
    Case("31.0.15.3623", "31.0.15.3623"), Case("1.2.3.4.5", "1.2.3.4.5"),
    Case("peer 2001:db8::8a2e:370:7334", "peer <ip>"),
    Case("fe80::1ff:fe23:4567:890a%eth0", "<ip>%eth0"),
    Case("[2001:0db8:85a3:0000:0000:8a2e:0370:7334]:80", "[<ip>]:80"),
    Case("::1 and [::]:8000", "::1 and [::]:8000"),
    Case("c10::cuda at::native::x std::a", "c10::cuda at::native::x std::a"),
    Case("[00:02<00:00, 8.44it/s]", "[00:02<00:00, 8.44it/s]"),
    Case("2026-03-02T19:04:11.123", "2026-03-02T19:04:11.123"),
    Case("mail anna.lee+sd@mail.example.org now", "mail <email> now"),
    Case("anna@desk:~/sd$ python", "<user>@<host>:~/sd$ python"),
    Case("pkg@1.2.3 and a @ b", "pkg@1.2.3 and a @ b"),
    Case("tokenizer@main", "tokenizer@main"),
    Case("http://anna-pc:8188/", "http://<host>:8188/"),
    Case("http://nas.local/x", "http://<host>/x"),
    Case("https://1a2b3c.gradio.live", "https://<host>"),
    Case("https://ab-12.ngrok-free.app/", "https://<host>/"),
    Case("https://download.pytorch.org/whl/cu128", "https://download.pytorch.org/whl/cu128"),
    Case("http://localhost:7860", "http://localhost:7860"),
    Case("on DESKTOP-AB12CD3 today", "on <host> today"),
    Case("hostname: anna-pc", "hostname: <host>"),
    Case("HOSTNAME=gpu07", "HOSTNAME=<host>"),
    Case("Nov 25 21:40:12 gpu07 python[12]: x", "Nov 25 21:40:12 <host> python[12]: x"),
  ]

  static let prompts = [
    Case("prompt: a cat, sitting\nSteps: 20", "prompt: <prompt>\nSteps: 20"),
    Case("Negative prompt: ugly", "Negative prompt: <prompt>"),
    Case(
      #"{"prompt": "a \"cat\"", "steps": 20}"#, #"{"prompt": "<prompt>", "steps": 20}"#),
    Case("--prompt \"a cat\" --steps 20", "--prompt \"<prompt>\" --steps 20"),
    Case("negative_prompt='dog', n=1", "negative_prompt='<prompt>', n=1"),
    Case(
      "CLIP can only handle sequences up to 77 tokens: ['in the rain']",
      "CLIP can only handle sequences up to 77 tokens: <prompt>"),
    Case("got prompt", "got prompt"),
    Case("Prompt executed in 12.31 seconds", "Prompt executed in 12.31 seconds"),
    Case("prompt: None", "prompt: None"),
    Case("prompt_id: 3fa8", "prompt_id: 3fa8"),
    Case("prompt eval time = 12.3 ms", "prompt eval time = 12.3 ms"),
    Case("prompt: 0.35 s", "prompt: 0.35 s"),
  ]

  @Test(arguments: paths + secrets + addresses + prompts)
  func redacts(_ example: Case) {
    #expect(Redactor.redacted(example.text) == example.redacted)
  }

  @Test(
    "cases whose text need not begin a line",
    arguments: (paths + secrets + addresses + prompts).filter { !$0.text.hasPrefix("Nov") })
  func redactsInsideOfText(_ example: Case) {
    let text = "12: “\(example.text)"
    #expect(Redactor.redacted(text) == "12: “\(example.redacted)")
  }

  @Test(arguments: paths + secrets + addresses + prompts)
  func redactsNothingTwice(_ example: Case) {
    #expect(Redactor.redacted(example.redacted) == example.redacted)
  }

  @Test(
    "long runs of what rules look for cost no more than other text",
    arguments: [
      "/home/", "a.", "@", ":", "\\\\", "1.", "::", "prompt:", "hf_", "ab:", "a-", "://", "token=",
      "eyJ-", "prompt: <", "key='",
    ])
  func staysLinear(_ unit: String) {
    func duration(bytes: Int) -> Duration {
      let text = String(repeating: unit, count: bytes / unit.utf8.count)
      return ContinuousClock().measure { _ = Redactor.redacted(text) }
    }
    // Four times the text takes four times as long, and sixteen times if it were quadratic.
    let short = duration(bytes: 3_000)
    #expect(duration(bytes: 12_000) < max(short * 10, .milliseconds(200)))
  }

  static let formats: [any ReportFormat & Sendable] = [
    JSONReport(), NDJSONReport(), TextReport(), MarkdownReport(redacts: false), HTMLReport(),
  ]

  @Test("a redacted report is the one with what stands for private words", arguments: 0..<5)
  func redactsWholeReports(_ format: Int) throws {
    func write(_ content: some ReportContent) throws -> String {
      var content = content
      var output = MemoryOutput()
      try Self.formats[format].write(&content, to: &output)
      return output.text
    }
    let redacted = try write(RedactedContent(PrivateSample.secret.content))
    #expect(try redacted == write(PrivateSample.shown.content))
    for secret in ["anna", "hf_AbCdEf123456789", "10.9.8.7", "red fox"] {
      #expect(!redacted.contains(secret))
    }
  }

  @Test("redacted parts are those with what stands for private words")
  func redactsParts() throws {
    let (secret, shown) = (PrivateSample.secret, PrivateSample.shown)
    #expect(RedactedContent(secret.content).head == shown.head)
    var content = RedactedContent(secret.content)
    #expect(try content.nextSession() == shown.session)
    #expect(try content.nextRun() == shown.run)
    #expect(secret.events.map { $0.redacted() } == shown.events)
  }

  @Test("the sample has private words in every text that a log may fill")
  func sampleIsComplete() {
    let sample = PrivateSample.secret
    #expect(sample.foreignTexts(in: sample.head).isEmpty)
    #expect(sample.foreignTexts(in: sample.session).isEmpty)
    #expect(sample.foreignTexts(in: sample.run).isEmpty)
    #expect(sample.foreignTexts(in: sample.events.map(\.change)).isEmpty)
    #expect(
      sample.foreignTexts(in: FactReport(name: "gpu", value: "x")) == ["value: x", "note: nothing"])
  }
}
