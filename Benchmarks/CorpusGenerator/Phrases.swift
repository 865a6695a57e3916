/// The words that logs are made of.
///
/// Warnings and exceptions are those that torch, transformers and Python print, as the catalogue's
/// examples have them; the rest is made up.
enum Phrases {
  /// How many of ``warnings`` tell that flash attention is not compiled in; they come first.
  static let flashWarningCount = 2

  /// The texts of warnings, behind the place in the source.
  static let warnings: [StaticString] = [
    """
    UserWarning: 1Torch was not compiled with flash attention. (Triggered internally at \
    ../aten/src/ATen/native/transformers/cuda/sdp_utils.cpp:455.)
    """,
    """
    UserWarning: 1Torch was not compiled with flash attention. (Triggered internally at \
    C:\\actions-runner\\_work\\pytorch\\pytorch\\builder\\windows\\pytorch\\aten\\src\\ATen\\native\
    \\transformers\\cuda\\sdp_utils.cpp:555.)
    """,
    """
    FutureWarning: `torch.cuda.amp.GradScaler(args...)` is deprecated. Please use \
    `torch.amp.GradScaler('cuda', args...)` instead.
    """,
    """
    UserWarning: torch.utils.checkpoint: please pass in use_reentrant=True or use_reentrant=False \
    explicitly.
    """,
    "FutureWarning: Importing from timm.models.layers is deprecated, please import via timm.layers",
    """
    UserWarning: Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch \
    1.1.0 and later, you should call them in the opposite order.
    """,
    "UserWarning: None of the inputs have requires_grad=True. Gradients will be None",
    """
    FutureWarning: `clean_up_tokenization_spaces` was not set. It will be set to `True` by default.
    """,
    "DeprecationWarning: invalid escape sequence '\\d'",
    "UserWarning: Overwriting tiny_vit_5m_224 in registry with a model of the same name.",
  ]

  /// The source lines below warnings, without their indentation.
  static let sourceLines: [StaticString] = [
    "x = F.scaled_dot_product_attention(query, key, value)", "scaler = GradScaler(enabled=True)",
    "return fn(*args, **kwargs)", "from timm.models.layers import DropPath", "register_model(cls)",
    "pattern = re.compile('\\d+')", "scheduler.step()",
  ]

  /// The ends of tracebacks.
  static let exceptions: [StaticString] = [
    "RuntimeError: mat1 and mat2 shapes cannot be multiplied (154x768 and 2048x320)",
    "KeyError: 'model.diffusion_model.input_blocks.0.0.weight'",
    "ModuleNotFoundError: No module named 'onnxruntime'",
    "OSError: [Errno 28] No space left on device",
    "ValueError: height and width have to be divisible by 8",
    "FileNotFoundError: [Errno 2] No such file or directory: '/srv/sd/in/mask.png'",
  ]

  /// Files of programs and libraries.
  static let files: [StaticString] = [
    "/srv/sd/webui/modules/sd_samplers_common.py", "/srv/sd/ComfyUI/comfy/samplers.py",
    "/srv/sd/ComfyUI/comfy/ldm/modules/diffusionmodules/model.py",
    "/srv/sd/venv/lib/python3.10/site-packages/torch/nn/modules/module.py",
    "/srv/sd/venv/lib/python3.10/site-packages/diffusers/models/attention.py",
    "/srv/sd/train/library/train_util.py",
    "D:\\sd\\python\\Lib\\site-packages\\torch\\nn\\modules\\conv.py",
  ]

  /// Functions in tracebacks and in chatter.
  static let functions: [StaticString] = [
    "forward", "_call_impl", "sample", "process_images_inner", "decode_first_stage", "run_task",
    "apply_model", "encode_from_tokens", "__call__", "wrapped",
  ]

  /// Checkpoints.
  static let models: [StaticString] = [
    "harbour_v3.safetensors", "oil-and-ink_xl.safetensors", "v1-5-pruned-emaonly.safetensors",
    "lighthouse_fp16.safetensors", "sd_xl_base_1.0.safetensors",
  ]

  /// Networks that ComfyUI loads.
  static let networks: [StaticString] = [
    "SDXL", "SDXLClipModel", "AutoencoderKL", "Flux", "BaseModel", "SD1ClipModel", "LTXV",
  ]

  /// Extensions and custom nodes.
  static let extensions: [StaticString] = [
    "tile-mender", "sd-prompt-garden", "ComfyUI-GridTools", "comfyui_depth_pack", "face-polish",
    "ComfyUI-Scheduler-Plus", "wildcards-deluxe",
  ]

  /// What clients ask servers for.
  static let addresses: [StaticString] = [
    "/sdapi/v1/options", "/sdapi/v1/img2img", "/sdapi/v1/progress?skip_current_image=true",
    "/internal/ping", "/queue", "/prompt", "/history/5f1c", "/object_info", "/assets/index-a91c.js",
    "/view?filename=out_00017_.png&subfolder=&type=output", "/api/users",
  ]

  /// Words for everything else, among them many that messages of programs have too.
  static let words: [StaticString] = [
    "attention", "backend", "block", "bucket", "buffer", "cache", "caption", "channel",
    "checkpoint", "clip", "compiled", "conditioning", "controlnet", "convert", "crop", "cuda",
    "dataset", "decoder", "default", "denoise", "device", "dtype", "embedding", "encoder", "engine",
    "epoch", "error", "failed", "file", "float16", "found", "frame", "from", "gradient", "guidance",
    "hash", "height", "hook", "image", "in", "index", "input", "kernel", "key", "latent", "layer",
    "loaded", "lora", "mask", "memory", "missing", "model", "module", "negative", "network", "node",
    "noise", "not", "offload", "optimizer", "output", "patch", "path", "pipeline", "pixel",
    "prompt", "queue", "ready", "refiner", "resize", "sampler", "scale", "scheduler", "seed",
    "shape", "size", "skipped", "state", "step", "tensor", "text", "tile", "to", "token", "torch",
    "unet", "upscale", "using", "vae", "version", "vram", "warning", "weights", "width", "with",
    "worker",
  ]
}
