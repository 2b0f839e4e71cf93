"""Where each district stands in the tile map of the Land, arranged by hand. Signs are those of number plates."""

PICTURE = """
 .    .    .    .    .    ST   .    .    MI   .
 .    .    .    BOR  COE  MS   WAF  BI   HF   LIP
 KLE  WES  BOT  GE   RE   UN   HAM  GT   PB   HX
 .    DU   OB   E    HER  BO   DO   SO   .    .
 VIE  KR   MH   ME   W    EN   HA   HSK  .    .
 HS   MG   NE   D    SG   RS   MK   .    .    .
 AC   DN   BM   LEV  GL   GM   OE   SI   .    .
 StR  EU   .    K    SU   .    .    .    .    .
 .    .    .    BN   .    .    .    .    .    .
"""

KEYS = {
    "D": "05111", "DU": "05112", "E": "05113", "KR": "05114", "MG": "05116", "MH": "05117", "OB": "05119",
    "RS": "05120", "SG": "05122", "W": "05124", "KLE": "05154", "ME": "05158", "NE": "05162", "VIE": "05166",
    "WES": "05170", "BN": "05314", "K": "05315", "LEV": "05316", "StR": "05334", "AC": "05334002", "DN": "05358",
    "BM": "05362", "EU": "05366", "HS": "05370", "GM": "05374", "GL": "05378", "SU": "05382", "BOT": "05512",
    "GE": "05513", "MS": "05515", "BOR": "05554", "COE": "05558", "RE": "05562", "ST": "05566", "WAF": "05570",
    "BI": "05711", "GT": "05754", "HF": "05758", "HX": "05762", "LIP": "05766", "MI": "05770", "PB": "05774",
    "BO": "05911", "DO": "05913", "HA": "05914", "HAM": "05915", "HER": "05916", "EN": "05954", "HSK": "05958",
    "MK": "05962", "OE": "05966", "SI": "05970", "SO": "05974", "UN": "05978",
}  # fmt: skip

# By official key: the sign, the column and the line.
TILES = {
    KEYS[sign]: (sign, column, line)
    for line, signs in enumerate(PICTURE.strip("\n").splitlines())
    for column, sign in enumerate(signs.split())
    if sign != "."
}
