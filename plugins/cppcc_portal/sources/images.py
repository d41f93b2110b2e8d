"""Images: what a picture measures, and that it tells nobody where and with what it was taken."""

from __future__ import annotations

import warnings
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.containers import end_of
from cppcc_portal.sources.image_metadata import told
from cppcc_portal.sources.image_orientation import is_on_its_side

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
ENDINGS = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
    "GIF": (".gif",),
}
_SIZE_CURE = "缩小到长边 2400 像素左右再放"
# So many pixels of the frames of a picture that moves are decoded to see that it is whole; the rest is taken on trust.
_MOST_MOVING = 100_000_000
# The brands of HEIF whose pictures are coded with HEVC (ISO 23008-12), after those of any such file.
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
OTHERS = {".heic": "HEIC", ".heif": "HEIC", ".hif": "HEIC", ".tif": "TIFF", ".tiff": "TIFF", ".bmp": "BMP"}


@frozen
class ImageFacts:
    """What a picture is: width and height in pixels as it is seen, its format, the digest and count of its bytes.

    `moves` tells that it has several frames, of which a smaller copy would show the first alone.
    """

    width: int
    height: int
    format: str
    digest: str
    bytes: int
    moves: bool = False


def image_facts(file: Path, shown_path: str) -> tuple[ImageFacts | None, tuple[Problem, ...]]:
    """Return a picture's facts, or None and what keeps it from being published; `shown_path` is what an editor reads."""
    wrong = reason_not_to_open(file)
    if wrong is None:
        try:
            raw = file.read_bytes()
        except OSError:
            wrong = ("没有读取的权限", "在文件属性里给自己读取的权限，或重新存一份")
    if wrong is None:
        # Most builds find every picture's facts in the store: loading the decoders would cost them more than all of it.
        from PIL import Image

        try:
            image = opened(raw)
            wrong = _wrong_with(image, raw, file, shown_path)
        except Image.DecompressionBombError:
            wrong = (f"像素超过 {MOST_PIXELS // 10_000} 万", _SIZE_CURE)
        except Exception:
            # Decoders of five formats raise whatever a broken file makes them: all of it means the same to an editor.
            wrong = _unreadable(raw, shown_path)
    if wrong is not None:
        return None, (Problem(shown_path, 1, f"图片「{file.name}」{wrong[0]}", wrong[1]),)
    width, height = reversed(image.size) if is_on_its_side(image) else image.size
    digest = blake2b(raw, digest_size=16).hexdigest()
    return ImageFacts(width, height, format_of(image), digest, len(raw), _moves(image)), ()


def other_format(shown_path: str, name: str) -> tuple[str, str]:
    """Return (what is wrong, cure) for a picture in a format that pages cannot show: HEIC, TIFF or BMP."""
    if name == "HEIC":
        return (
            "是手机的 HEIC 格式，许多浏览器打不开",
            "在手机或电脑上导出成 JPEG 再放（苹果手机：设置 › 相机 › 格式 › 兼容性最佳，以后拍的就是 JPEG）",
        )
    return (
        f"是 {name} 格式，浏览器打不开或太大",
        f"运行 portal images --convert {shown_path} 转成 JPEG 或 PNG，记录里的文件名一起改",
    )


def reason_not_to_open(file: Path, largest: int = LARGEST) -> tuple[str, str] | None:
    """Return (what is wrong, cure) for a file that is not even opened."""
    if file.is_symlink():
        return "是一个指向别处的链接文件", "把真正的图片放进来"
    if not file.is_file():
        return "不存在", "检查文件名和文件夹"
    if file.stat().st_size > largest:
        return f"超过 {largest // 1024 // 1024} MB", _SIZE_CURE
    if file.suffix.lower() in (".svg", ".svgz"):
        return "是 SVG，里面可以藏脚本", "另存为 PNG 再放进来"
    return None


def _unreadable(raw: bytes, shown_path: str) -> tuple[str, str]:
    if not raw:
        return "打不开：是空文件（0 字节）", "重新导出或重新拷贝一份"
    if b"<svg" in raw[:4096].lower():
        return "是 SVG，里面可以藏脚本", "另存为 PNG 再放进来"
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIC:
        return other_format(shown_path, "HEIC")
    if raw[:2] == b"BM":
        return other_format(shown_path, "BMP")
    if raw[:4] in (b"II*\0", b"MM\0*"):
        return other_format(shown_path, "TIFF")
    return "打不开：文件坏了，没有传完整，或不是图片", "重新导出一份；只收 JPEG、PNG、WebP、AVIF、GIF"


def opened(raw: bytes) -> Image.Image:
    """Return a picture wholly decoded; raise what its decoder raises, or a bomb error before too much is decoded."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = Image.open(BytesIO(raw), formats=tuple(ENDINGS))
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        image.load()
        if _moves(image):
            _see_frames(image)
    return image


def _moves(image: Image.Image) -> bool:
    return format_of(image) != "JPEG" and bool(getattr(image, "is_animated", False))


def _see_frames(image: Image.Image) -> None:
    """Decode the frames of a picture that moves, as many as a limit of pixels allows; raise what their decoder raises."""
    most = _MOST_MOVING // max(1, image.width * image.height)
    for number in range(1, min(most, getattr(image, "n_frames", 1))):
        image.seek(number)
        image.load()
    image.seek(0)
    image.load()


def format_of(image: Image.Image) -> str:
    """Return the format that a browser sees."""
    # Phones put a second picture behind the first, which Pillow calls MPO; browsers see a JPEG.
    return "JPEG" if image.format == "MPO" else str(image.format)


def _wrong_with(image: Image.Image, raw: bytes, file: Path, shown_path: str) -> tuple[str, str] | None:
    endings = ENDINGS[format_of(image)]
    if file.suffix.lower() not in endings:
        return f"其实是 {format_of(image)}，和扩展名不符", f"把扩展名改成 {endings[0]}，记录里的文件名一起改"
    found = []
    if words := told(image, raw):
        found.append("带有" + "、".join(words))
    if raw[end_of(format_of(image), raw) :].strip(b"\0\r\n "):
        found.append("后面附着别的数据（例如动态照片的视频）")
    if found:
        return "，".join(found), f"运行 portal images --strip {shown_path} 去掉拍摄信息，再提交"
    return None
