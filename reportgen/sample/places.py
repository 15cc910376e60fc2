"""Regions with offices, their cities and the cities' administrative codes (GB/T 2260)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """Where an office is, and the cities its dealers sit in."""

    office_id: str
    name: str
    cities: tuple[tuple[str, str], ...]


def _region(office_id: str, name: str, cities: str) -> Region:
    pairs = (entry.split(":") for entry in cities.split())
    return Region(office_id, name, tuple((city, code) for city, code in pairs))


REGIONS: tuple[Region, ...] = (
    _region("HD", "华东", "苏州:320500 无锡:320200 杭州:330100 常州:320400 宁波:330200 南京:320100 合肥:340100"),
    _region("HN", "华南", "佛山:440600 东莞:441900 广州:440100 中山:442000 深圳:440300 珠海:440400 柳州:450200"),
    _region("HB", "华北", "石家庄:130100 天津:120100 唐山:130200 太原:140100 北京:110100 保定:130600"),
    _region("HZ", "华中", "武汉:420100 长沙:430100 郑州:410100 洛阳:410300 株洲:430200 襄阳:420600"),
    _region("XN", "西南", "成都:510100 重庆:500100 昆明:530100 贵阳:520100 绵阳:510700 德阳:510600"),
    _region("DB", "东北", "沈阳:210100 大连:210200 长春:220100 哈尔滨:230100 鞍山:210300"),
    _region("XB", "西北", "西安:610100 兰州:620100 银川:640100 宝鸡:610300 西宁:630100"),
    _region("SD", "山东", "济南:370100 青岛:370200 烟台:370600 潍坊:370700 淄博:370300"),
    _region("FJ", "福建", "福州:350100 厦门:350200 泉州:350500 漳州:350600 莆田:350300"),
    _region("ZN", "浙南", "温州:330300 台州:331000 金华:330700 丽水:331100"),
    _region("SB", "苏北", "徐州:320300 南通:320600 扬州:321000 盐城:320900 淮安:320800"),
    _region("WN", "皖南", "芜湖:340200 马鞍山:340500 铜陵:340700 安庆:340800"),
    _region("JX", "江西", "南昌:360100 赣州:360700 九江:360400 上饶:361100"),
    _region("XG", "湘南", "衡阳:430400 湘潭:430300 岳阳:430600 常德:430700"),
    _region("EX", "鄂西", "宜昌:420500 荆州:421000 十堰:420300 荆门:420800"),
    _region("YN", "豫南", "南阳:411300 信阳:411500 新乡:410700 许昌:411000"),
    _region("JN", "冀南", "邢台:130500 沧州:130900 衡水:131100 廊坊:131000"),
    _region("YD", "粤东", "汕头:440500 惠州:441300 梅州:441400 河源:441600"),
    _region("YX", "粤西", "湛江:440800 茂名:440900 江门:440700 清远:441800"),
    _region("CN", "川南", "自贡:510300 宜宾:511500 内江:511000 乐山:511100"),
)
"""In the order in which a sample gets its offices."""
