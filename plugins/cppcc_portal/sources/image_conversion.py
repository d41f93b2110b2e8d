"""Conversion: a TIFF or BMP of a scanner turned into a JPEG or PNG beside it, for pages can show neither."""

from __future__ import annotations

import tempfile
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.image_orientation import orientation_of, upright
from cppcc_portal.sources.images import LARGEST, MOST_PIXELS, other_format, reason_not_to_open

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("TIFF", "BMP")
# Few colours and sharp edges, as of a page of text, are smaller and cleaner as PNG.
_DRAWN = ("1", "P", "PA")
_HEIC = (".heic", ".heif", ".hif")


def converted(file: Path, shown_path: str) -> tuple[Path | None, Problem | None]:
    """Write what a TIFF or BMP shows into a new file beside it; return that file, or what is in the way."""

    def wrong(what: str, cure: str) -> tuple[None, Problem]:
        return None, Problem(shown_path, 1, f"图片「{file.name}」{what}", cure)

    if file.suffix.lower() in _HEIC:
        return wrong(*other_format(shown_path, "HEIC"))
    if reason := reason_not_to_open(file, LARGEST * 10):
        return wrong(*reason)
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = Image.open(BytesIO(file.read_bytes()), formats=_FORMATS)
            if image.width * image.height > MOST_PIXELS:
                return wrong(f"像素超过 {MOST_PIXELS // 10_000} 万", "用扫描软件以 300 dpi 以下重新扫描，或缩小后再转")
            if (pages := getattr(image, "n_frames", 1)) > 1:
                return wrong(f"有 {pages} 页，转成图片只能留下一页", "用扫描软件存成 PDF，当作附件放进来")
            form, content = _made(image)
    except Exception:
        # Decoders raise whatever a broken file makes them: all of it means the same to an editor.
        return wrong("不是能打开的 TIFF 或 BMP", "这里只转 TIFF 和 BMP；别的格式用看图软件另存为 JPEG 或 PNG")
    target = file.with_suffix(".png" if form == "PNG" else ".jpg")
    if target.exists():
        return wrong(f"旁边已经有「{target.name}」，没有覆盖它", "把其中一个改名，再运行一次")
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as out:
        out.write(content)
    Path(out.name).chmod(0o644)
    Path(out.name).rename(target)
    return target, None


def _made(image: Image.Image) -> tuple[str, bytes]:
    from cppcc_portal.sources.image_colours import in_web_colours, plain

    drawn, profile = image.mode in _DRAWN, image.info.get("icc_profile")
    ready = in_web_colours(upright(plain(image), orientation_of(image)), profile)
    made = BytesIO()
    if drawn or ready.mode in ("LA", "RGBA"):
        ready.save(made, "PNG", optimize=True)
        return "PNG", made.getvalue()
    ready.save(made, "JPEG", quality=92, optimize=True)
    return "JPEG", made.getvalue()
