"""Recognises text typed in the fonts of before Unicode (TCVN3 “.VnTime”, VNI), which looks right only in those fonts."""
from __future__ import annotations

import re

# The 74 letters of TCVN 5712:1993 as Latin-1 shows them.
TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ®¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ")
# Signs that no Vietnamese word has next to a letter, and capitals with accents after a small letter: “NguyÔn”.
TCVN3_SIGNS = re.compile(
    r"[^\W\d_][®§¬©ª«\xadµ¶·¸¹¼½¾Æ×ÞßÜ÷þ¤¥¦]|[®§¬©ªµ¶¸¹»¼½¾Æ×Þß÷¤¥¦][^\W\d_]|[a-zà-ỹ®][ÇÈÉÊËÌÎÏÐÒÓÔÕÜÝ]")
# VNI writes the accent as a second letter: “Nguyeãn Vaên Ñöùc”.
VNI_PAIRS = re.compile(r"[aeAE][àáâãêåäéèëùøûõïÀÁÂÃÊÅÄÉÈËÙØÛÕÏ]|[oO][âåäêùøûõïÂÅÄÊÙØÛÕÏ]|[uUöÖôÔyY][ùøûõïÙØÛÕÏ]")
BEYOND_LATIN1 = re.compile(r"[\u0100-\uffff]")
CURE = "hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6) rồi dán lại"


def legacy_fault(text: str, old_font: bool = False) -> str:
    """Why this text cannot be taken as Unicode, with what it probably says; empty when it can."""
    if text.isascii():
        return ""
    if not BEYOND_LATIN1.search(text):
        vni = VNI_PAIRS.search(text)
        if TCVN3_SIGNS.search(text) or (old_font and not vni):
            guess = text.translate(TCVN3)
            return f"Chữ gõ bằng phông cũ TCVN3 (.VnTime), có lẽ là “{guess[:60]}”; {CURE}"
        if vni:
            return f"Chữ gõ bằng phông cũ VNI (“{text[:40]}”); {CURE}"
    return ""
