"""Whole documents out of departments.py: every one with its own unit, year and figures, all sums right. Money is counted
in hundredths of 万元. A document is a plain structure; text() writes it as a budget office sends it."""

import random
import re

from departments import DEPARTMENTS

CITIES = ["江州市", "南州市", "东阳湖市", "滨海新区", "云港市", "安澜县", "丰湖区", "望江市", "兴淮市", "临溪县", "平川区", "白塔市", "青浦岭市",
          "石门县", "长汀口市", "永和区", "嘉泽县", "宁塘市", "海陵湾市", "泗州区", "沐阳湖县", "金坛岭市", "太平洲市", "天河口区", "武澄市",
          "新沂口市", "高邮湖市", "宝应桥县", "仪扬市", "句曲市"]

COMMON = [
    ("决策", "计划制定", [("中长期规划制定健全性", "健全", "健全"), ("工作计划制定健全性", "健全", "健全")]),
    ("决策", "目标设定", [("绩效目标合理性", "合理", "合理"), ("绩效指标明确性", "明确", "明确")]),
    ("决策", "预算编制", [("预算编制科学性", "科学", "科学"), ("预算编制规范性", "规范", "规范")]),
    ("过程", "预算执行", [("预算调整率", "=0%", "=0%"), ("预算执行率", "≥45%", "≥95%"), ("结转结余率", "≤10%", "≤5%"),
                          ("公用经费控制率", "≤100%", "≤100%"), ("“三公经费”变动率", "≤0%", "≤0%"), ("政府采购执行率", "≥40%", "=100%")]),
    ("过程", "预算管理", [("预算管理制度健全性", "健全", "健全"), ("资金使用合规性", "合规", "合规"), ("绩效管理覆盖率", "=100%", "=100%"),
                          ("预决算信息公开度", "公开", "公开")]),
    ("过程", "资产管理", [("资产管理规范性", "规范", "规范"), ("固定资产利用率", "≥98%", "≥98%")]),
    ("过程", "项目管理", [("项目管理制度健全性", "健全", "健全")]),
    ("过程", "人员管理", [("在职人员控制率", "≤100%", "≤100%")]),
    ("过程", "机构建设", [("业务学习与培训及时完成率", "=100%", "=100%"), ("纪检监察工作有效性", "有效", "有效")]),
]

# Stand in sound documents and look like what the publication gate asks about, but are not.
HARMLESS = ["联系电话0519-85681234。", "经办人手机138****5678。", "依据苏财绩〔2024〕12号文件编报。", "统一社会信用代码11320400014110353X。",
            "资产卡片编号320400199912310011202。", "服务热线12345。", ""]


def yuan(cents, style):
    """The figure as offices write it: 1234.50, 1234.5, 1,234.50."""
    text = f"{cents // 100:,}.{cents % 100:02}" if style == 2 and cents >= 0 else f"{cents / 100:.2f}"
    if style == 1:
        text = text.rstrip("0").rstrip(".")
    return text


class Document:
    def __init__(self, number):
        self.random = rnd = random.Random(number * 7919 + 11)
        kind = DEPARTMENTS[number % len(DEPARTMENTS)]
        self.number, self.city, self.year = number, CITIES[number // len(DEPARTMENTS) % len(CITIES)], 2023 + number % 4
        self.style = rnd.randrange(3)
        words = {"year": self.year, "city": self.city.rstrip("市县区")}

        def fill(text):
            return re.sub(r"\{(\w+)\}", lambda m: str(words[m.group(1)]), text)

        self.title = f"江苏省{self.city}部门整体预算绩效目标表"
        self.fields = {
            "unit_name": [self.city + kind["unit"]],
            "main_duties": [f"（{'一二三四五六七八九十'[i]}）{text}" for i, text in enumerate(kind["duties"])],
            "organization": [fill(kind["organization"]) + rnd.choice(HARMLESS)],
            "long_term_goal": [fill(kind["long_term_goal"])],
            "annual_goal": [fill(text) for text in kind["annual_goal"]],
        }
        self.make_indicators(kind, fill)
        self.make_money(kind)

    def make_indicators(self, kind, fill):
        rnd, rows = self.random, []

        def varied(name, half, annual):
            """Counts differ from unit to unit; rates and words do not."""
            both = [re.fullmatch(r"≥(\d+)([^\d%‰.]+)", fill(v)) for v in (half, annual)]
            factor = rnd.randrange(1, 5)
            if all(both) and not re.search(r"\d", name) and both[0].group(2) == both[1].group(2):
                return [f"≥{int(m.group(1)) * factor}{m.group(2)}" for m in both]
            return [fill(half), fill(annual)]

        def add(level1, level2, key_work, project, indicators):
            for name, half, annual in indicators:
                half, annual = varied(name, half, annual)
                rows.append({"level1": level1, "level2": level2, "key_work": key_work, "project": project, "level3": name,
                             "half_year": half, "annual": annual})

        for level1, level2, indicators in COMMON:
            add(level1, level2, "", "", indicators)
        for duty, key_work, project, indicators in kind["duty"]:
            add("履职", duty, key_work, project, indicators)
        for level2, indicators in kind["benefit"].items():
            add("效益指标", level2, "", "", indicators)
        add("满意度指标", "服务对象满意度", "", "", kind["satisfaction"])
        self.indicators = rows

    def covered(self):
        return {name for row in self.indicators for name in row["project"].split("、") if name}

    def make_money(self, kind):
        rnd, covered = self.random, self.covered()
        self.expenditures = []
        for i, name in enumerate(["基本支出"] + kind["projects"]):
            # Projects with indicators are the large ones: more than half of the money has targets.
            annual = rnd.randrange(300_000, 900_000) if i == 0 else rnd.randrange(400_000, 2_000_000) if name in covered else \
                rnd.randrange(500, 60_000)
            self.expenditures.append({"item": name, "half_year": annual * rnd.randrange(0, 60) // 100, "annual": annual})
        total = sum(row["annual"] for row in self.expenditures)
        carry, other = total // rnd.randrange(20, 60), rnd.randrange(1_000, 40_000)
        subtotal = total - carry - other
        government, special = rnd.choice([0, subtotal // 9]), rnd.choice([0, subtotal // 31])
        self.income = {"资金总额": total, "小计": subtotal, "一般公共预算资金": subtotal - government - special, "政府性基金": government,
                       "财政专户管理资金": special, "国有资本金": 0, "社保基金": 0, "上年结转资金": carry, "其他资金": other}

    def amount(self, value):
        return value if isinstance(value, str) else yuan(value, self.style)

    def text(self):
        lines = [self.title] + ([f"{self.year}年度"] if self.year else [])
        labels = {"unit_name": "单位名称", "main_duties": "单位主要职能", "organization": "机构设置及人员配置",
                  "long_term_goal": "中长期目标", "annual_goal": "年度目标"}

        def field(name):
            value = self.fields[name]
            lines.append(labels[name] + "\t" + (value[0] if len(value) == 1 else "".join(f"<p>{p}</p>" for p in value)))

        for name in ("unit_name", "main_duties", "organization"):
            field(name)
        for i, (item, value) in enumerate(self.income.items()):
            if i == 0:
                lines.append("部门整体资金（万元）\t收入\t\t\t\t\t全年预算数")
            group = "财政拨款" if item == "小计" else ""
            lines.append(f"\t\t{group}\t{item}\t\t\t{self.amount(value)}" if 1 <= i <= 4 else f"\t\t{item}\t\t\t\t{self.amount(value)}")
        lines.append("\t支出\t\t\t\t半年计划执行数\t全年预算数")
        for row in self.expenditures:
            lines.append(f"\t\t{row['item']}\t\t\t{self.amount(row['half_year'])}\t{self.amount(row['annual'])}")
        for name in ("long_term_goal", "annual_goal"):
            field(name)
        last = {}
        for row in self.indicators:
            wide = row["level1"] == "履职"
            if not last or wide != (last["level1"] == "履职"):
                lines.append("一级指标\t二级指标\t重点工作\t对应项目\t三级指标\t半年指标值\t全年指标值" if wide else
                             "一级指标\t二级指标\t三级指标\t\t\t半年指标值\t全年指标值")
                last = {}
            first = "" if row["level1"] == last.get("level1") else row["level1"]
            second = "" if not first and row["level2"] == last.get("level2") else row["level2"]
            if wide:
                same = not second and row["key_work"] == last.get("key_work")
                key_work = "" if same else row["key_work"]
                project = "" if same and row["project"] == last.get("project") else row["project"]
                middle = f"{key_work}\t{project}\t{row['level3']}"
            else:
                middle = f"{row['level3']}\t\t"
            lines.append(f"{first}\t{second}\t{middle}\t{row['half_year']}\t{row['annual']}")
            last = row
        return "\n".join(lines) + "\n"

    # Pointers of the canonical JSON, for what a plant did.
    def income_at(self, item):
        return f"/lists/income/{list(self.income).index(item)}/annual"

    def spent_at(self, row, column="annual"):
        return f"/lists/expenditures/{[r is row for r in self.expenditures].index(True)}/{column}"

    def indicator_at(self, row, column):
        return f"/lists/indicators/{[r is row for r in self.indicators].index(True)}/{column}"
