/**
 * Forms of one and the same character that stand side by side in registers: what a family wrote, what a typewriter or a
 * code table had, and Japanese or simplified forms that came with a birth abroad. Each line begins with the form under
 * which all of it is looked up. Characters that merely sound or look alike are not here, because they are other names.
 */
const forms = `
裵裴 眞真 鎭鎮镇 淸清 靑青 靜静 淨浄 敎教 學学 國国 榮栄荣 龍竜龙 澤沢泽 廣広广 寶宝寳 壽寿 禮礼 德徳 惠恵 勳勲勛 賢贤
峯峰 群羣 姬姫 姸妍 尙尚 兪俞 祿禄 郞郎 黃黄 溫温 悅悦 銳鋭锐 閱閲阅 綠緑绿 錄録录 增増 冊册 歲歳岁 珍珎 晉晋 年秊
恒恆 產産产 鄕郷乡 戶户戸 硏研 鶴鹤 蘭兰 鳳凤 鐵鉄铁 錫锡 銀银 東东 張张 陳陈 劉刘 趙赵 鄭郑 孫孙 楊杨 馬马 盧卢 許许
吳呉吴 權権权 韓韩 嚴厳严 兩両 萬万 與与 變変变 邊辺边 齋斎 齊斉齐 濟済济 經経经 聖圣 聲声 豐豊 會会 乘乗 來来 壯壮 將将
獎奨奖 狀状 莊荘庄 處処处 實実实 寬寛宽 巖岩巌 島嶋 嶽岳 應応应 總総总 擇択择 擧挙举 曉暁晓 條条 樂楽乐 樞枢 櫻桜樱 歡歓欢
潔洁 濱浜滨 爲為为 燈灯 獨独 當当 發発发 盡尽 禎祯 穗穂 穩穏稳 純纯 絲糸丝 繼継继 續続续 羅罗 藝艺 藥薬药 號号 譽誉
讀読读 讚讃赞 貞贞 貴贵 賴頼赖 軍军 輝辉 轉転转 遙遥 隨随 靈霊灵 顯顕显 飛飞 驗験验 鷄雞鶏鸡 麥麦 黑黒 點点 龜亀龟 熙煕熈
衆众
`;

const lookups: ReadonlyMap<string, string> = new Map(
  forms
    .trim()
    .split(/\s+/)
    .map((line) => [...line.normalize('NFC')])
    .flatMap(([first = '', ...others]) => others.map((other): [string, string] => [other, first])),
);

const anyOther = new RegExp(`[${[...lookups.keys()].join('')}]`, 'gu');

/** A text with each character in the form under which it is looked up. */
export const toUsualHanja = (text: string): string =>
  text.replaceAll(anyOther, (letter) => lookups.get(letter) ?? letter);
