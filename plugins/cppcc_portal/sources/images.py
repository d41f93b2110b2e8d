"""Images: what a picture measures, and that it tells nobody where and with what it was taken."""

from __future__ import annotations

import os
import re
import shutil
import warnings
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.containers import WITHOUT_METADATA, jpeg_end

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
_FORMAT_CURE = "另存为 JPEG、PNG 或 WebP 再放进来"
_SIZE_CURE = "缩小到长边 2400 像素左右再放"

# EXIF 2.32: GPS and Exif are directories of their own; the rest are tags of a camera, its owner and its time.
_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825
_TAKEN = (0x010F, 0x0110, 0x9003, 0x9004, 0x927C, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435, 0x013B, 0x013C)
_XMP_PLACE = re.compile(rb"GPSL|GPSPosition|photoshop:(?:City|State|Country)|Iptc4xmp\w+:(?:Location|City|Sublocation)")
_XMP_TAKEN = re.compile(rb"tiff:(?:Make|Model)\b|exif:DateTimeOriginal|SerialNumber|aux:Lens|photoshop:DateCreated")
_EMPTY_EXIF = b"II*\x00\x08\x00\x00\x00" + b"\x00" * 6


@frozen
class ImageFacts:
    """What a picture is: width and height in pixels as it is seen, its format, the digest and count of its bytes."""

    width: int
    height: int
    format: str
    digest: str
    bytes: int


def image_facts(file: Path, shown_path: str) -> tuple[ImageFacts | None, tuple[Problem, ...]]:
    """Return a picture's facts, or None and what keeps it from being published; `shown_path` is what an editor reads."""
    wrong = _before_opening(file)
    if wrong is None:
        # Most builds find every picture's facts in the store: loading the decoders would cost them more than all of it.
        from PIL import Image

        raw = file.read_bytes()
        try:
            image = _opened(raw)
            wrong = _wrong_with(image, raw, file, shown_path)
        except Image.DecompressionBombError:
            wrong = (f"像素超过 {MOST_PIXELS // 10_000} 万", _SIZE_CURE)
        except Exception:
            # Decoders of five formats raise whatever a broken file makes them: all of it means the same to an editor.
            wrong = _unreadable(raw)
    if wrong is not None:
        return None, (Problem(shown_path, 1, f"图片「{file.name}」{wrong[0]}", wrong[1]),)
    width, height = image.size
    if image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8):
        width, height = height, width
    digest = blake2b(raw, digest_size=16).hexdigest()
    return ImageFacts(width, height, _format(image), digest, len(raw)), ()


def strip_metadata(file: Path) -> None:
    """Take place, camera and text data out of a picture in its file, without loss wherever its format lets us.

    A picture that is stored turned is set upright, which means encoding it anew. What cannot be read stays untouched.
    """
    if _before_opening(file) is not None:
        return
    raw = file.read_bytes()
    try:
        clean = _cleaned(_opened(raw), raw)
        _opened(clean)
    except Exception:
        # `image_facts` says what is wrong with such a file; a second opinion would not help.
        return
    if clean == raw:
        return
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(clean)
    shutil.copymode(file, beside)
    os.replace(beside, file)


def _before_opening(file: Path) -> tuple[str, str] | None:
    if file.is_symlink():
        return "是一个指向别处的链接文件", "把真正的图片放进来"
    if not file.is_file():
        return "不存在", "检查文件名和文件夹"
    if file.stat().st_size > LARGEST:
        return f"超过 {LARGEST // 1024 // 1024} MB", _SIZE_CURE
    if file.suffix.lower() in (".svg", ".svgz"):
        return "是 SVG，里面可以藏脚本", "另存为 PNG 再放进来"
    return None


def _unreadable(raw: bytes) -> tuple[str, str]:
    if b"<svg" in raw[:4096].lower():
        return "是 SVG，里面可以藏脚本", "另存为 PNG 再放进来"
    if raw[4:8] == b"ftyp" and raw[8:12] in (b"heic", b"heix", b"mif1", b"msf1"):
        return "是手机的 HEIC 格式，许多浏览器打不开", _FORMAT_CURE
    if raw[:2] == b"BM" or raw[:4] in (b"II*\0", b"MM\0*"):
        return "是 BMP 或 TIFF 格式，浏览器打不开或太大", _FORMAT_CURE
    return "打不开：文件坏了，没有传完整，或不是图片", "重新导出一份；只收 JPEG、PNG、WebP、AVIF、GIF"


def _opened(raw: bytes) -> Image.Image:
    """Return a picture wholly decoded; raise what its decoder raises, or a bomb error before too much is decoded."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = Image.open(BytesIO(raw), formats=tuple(ENDINGS))
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        image.load()
    return image


def _format(image: Image.Image) -> str:
    # Phones put a second picture behind the first, which Pillow calls MPO; browsers see a JPEG.
    return "JPEG" if image.format == "MPO" else str(image.format)


def _wrong_with(image: Image.Image, raw: bytes, file: Path, shown_path: str) -> tuple[str, str] | None:
    endings = ENDINGS[_format(image)]
    if file.suffix.lower() not in endings:
        return f"其实是 {_format(image)}，和扩展名不符", f"把扩展名改成 {endings[0]}，记录里的文件名一起改"
    found = []
    if told := _told(image, raw):
        found.append("带有" + "、".join(told))
    if _format(image) == "JPEG" and raw[jpeg_end(raw) :].strip(b"\0\r\n "):
        found.append("后面附着别的数据（例如动态照片的视频）")
    if found:
        return "，".join(found), f"运行 portal images --strip {shown_path} 去掉拍摄信息，再提交"
    return None


def _told(image: Image.Image, raw: bytes) -> list[str]:
    """Return in words what a picture tells of its taking."""
    exif = image.getexif()
    tags = {**exif, **exif.get_ifd(_EXIF)}
    xmp = _xmp(image, raw)
    iptc = image.info.get("photoshop") or {}
    words = []
    if exif.get_ifd(_GPS) or _XMP_PLACE.search(xmp) or _iptc(iptc, (90, 92, 95, 101)):
        words.append("拍摄地点")
    if any(tags.get(tag) for tag in _TAKEN) or _XMP_TAKEN.search(xmp) or _iptc(iptc, (55, 60, 80)):
        words.append("相机、作者或拍摄时间")
    return words


def _xmp(image: Image.Image, raw: bytes) -> bytes:
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(found, str):
        found = found.encode()
    if image.format == "GIF" and (at := raw.find(b"XMP DataXMP")) >= 0:
        found += raw[at:]
    return bytes(found)


def _iptc(photoshop: Any, wanted: tuple[int, ...]) -> bool:
    """Tell whether IPTC-IIM data (record 2) of a JPEG has one of the wanted data sets."""
    data = photoshop.get(0x0404, b"") if isinstance(photoshop, dict) else b""
    return isinstance(data, bytes) and any(bytes((0x1C, 2, number)) in data for number in wanted)


def _cleaned(image: Image.Image, raw: bytes) -> bytes:
    kind = _format(image)
    if kind != "AVIF" and image.getexif().get(_ORIENTATION, 1) not in (0, 1):
        return _upright(image, raw)
    if kind in WITHOUT_METADATA:
        return WITHOUT_METADATA[kind](raw)
    return _avif_blanked(image, raw)


def _avif_blanked(image: Image.Image, raw: bytes) -> bytes:
    """Overwrite EXIF and XMP where they stand: every other item of an AVIF is found by its offset."""
    for name, blank in (("exif", _EMPTY_EXIF), ("xmp", b"")):
        found = image.info.get(name) or b""
        found = found.removeprefix(b"Exif\0\0")
        if found and found not in raw:
            return _anew(image, raw)
        raw = raw.replace(found, blank.ljust(len(found), b"\0" if blank else b" ")[: len(found)]) if found else raw
    return raw


def _upright(image: Image.Image, raw: bytes) -> bytes:
    from PIL import ImageOps, JpegImagePlugin

    options: dict[str, Any] = {}
    if _format(image) == "JPEG":
        sampling = JpegImagePlugin.get_sampling(image)
        options = {"qtables": image.quantization, "subsampling": sampling, "optimize": True}  # type: ignore[attr-defined]
    upright = ImageOps.exif_transpose(image)
    upright.format = image.format
    return _anew(upright, raw, **options)


def _anew(image: Image.Image, raw: bytes, **options: Any) -> bytes:
    """Encode a picture again with its colours' profile and nothing else."""
    kind = _format(image)
    if kind == "WEBP":
        options = {"lossless": True} if b"VP8L" in raw[:64] else {"quality": 95}
    elif kind == "AVIF":
        options = {"quality": 90, "max_threads": 1}
    made = BytesIO()
    image.save(made, format=kind, exif=b"", xmp=b"", icc_profile=image.info.get("icc_profile"), **options)
    return made.getvalue()
