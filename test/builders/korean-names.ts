import type { Random } from './random.ts';

export interface KoreanName {
  readonly name: string;
  readonly hanja: string;
}

interface Surname {
  readonly text: string;
  readonly hanja: string;
  readonly weight: number;
}

/** About as often as in the census of 2015, in tenths of a percent. */
const surnames: readonly Surname[] = `
김 金 215, 이 李 147, 박 朴 84, 최 崔 47, 정 鄭 43, 강 姜 24, 조 趙 21, 윤 尹 21, 장 張 20, 임 林 17, 한 韓 16, 오 吳 15,
서 徐 15, 신 申 15, 권 權 14, 황 黃 14, 안 安 14, 송 宋 14, 류 柳 6, 유 劉 6, 전 全 11, 홍 洪 11, 고 高 10, 문 文 10,
양 梁 9, 손 孫 9, 배 裵 8, 백 白 8, 허 許 7, 남 南 6, 심 沈 6, 노 盧 5, 하 河 5, 곽 郭 4, 성 成 4, 차 車 4, 주 朱 4,
우 禹 4, 구 具 4, 민 閔 3, 나 羅 3, 진 陳 3, 지 池 3, 엄 嚴 3, 채 蔡 3, 원 元 3, 천 千 2, 방 方 2, 공 孔 2, 현 玄 2,
함 咸 2, 변 卞 2, 염 廉 1, 추 秋 1, 도 都 1, 소 蘇 1, 석 石 1, 선 宣 1, 설 薛 1, 마 馬 1, 길 吉 1, 위 魏 1, 표 表 1,
명 明 1, 기 奇 1, 반 潘 1, 왕 王 1, 금 琴 1, 옥 玉 1, 육 陸 1, 맹 孟 1, 제 諸 1, 남궁 南宮 0.4, 황보 皇甫 0.2,
제갈 諸葛 0.1, 선우 鮮于 0.1, 독고 獨孤 0.1, 사공 司空 0.1, 서문 西門 0.1`
  .split(',')
  .map((each) => {
    const [text = '', hanja = '', weight = ''] = each.trim().split(' ');
    return { text, hanja, weight: Number(weight) };
  });

type Syllables = readonly KoreanName[];

/** `영永` is the syllable and its character. */
const syllables = (text: string): Syllables =>
  text.split(' ').map((each) => ({ name: each.charAt(0), hanja: each.slice(1) }));

interface Pool {
  /** Up to this year of birth. */
  readonly until: number;
  readonly M: readonly [Syllables, Syllables];
  readonly F: readonly [Syllables, Syllables];
  /** Given names without characters, now and then. */
  readonly native: readonly string[];
}

const pools: readonly Pool[] = [
  {
    until: 1964,
    M: [
      syllables('영永 정正 성成 종鍾 상相 동東 광光 명明 재在 병炳 춘春 기基 봉鳳 용龍 창昌 덕德'),
      syllables('수洙 호浩 식植 철哲 길吉 남男 섭燮 일一 환煥 만萬 구九 근根 복福 택澤 규奎'),
    ],
    F: [
      syllables('영英 순順 정貞 옥玉 명明 경敬 미美 춘春 말末 금今 복福 봉鳳 점點 분粉'),
      syllables('자子 숙淑 희姬 순順 옥玉 례禮 임任 녀女 분粉 연連 심心'),
    ],
    native: [],
  },
  {
    until: 1994,
    M: [
      syllables('성成 정正 상相 현賢 지志 동東 재宰 진眞 승承 태泰 민敏 창昌 경京 영榮 용勇 기基'),
      syllables('훈勳 호鎬 민旻 수秀 현鉉 진鎭 우宇 석錫 욱旭 환煥 철喆 일一 규圭 혁赫'),
    ],
    F: [
      syllables('지智 은恩 미美 수秀 현賢 혜惠 유裕 정貞 선善 민敏 영英 경敬 윤允 소素'),
      syllables('영英 정貞 희姬 진眞 은恩 연姸 선善 경京 아娥 주珠 미美 라羅 화花'),
    ],
    native: ['슬기', '아름', '보람', '한솔', '샛별', '우람', '가람', '하나'],
  },
  {
    until: 9999,
    M: [
      syllables('민玟 서瑞 도道 시時 하河 지志 예睿 주周 건建 우佑 현賢 준俊 이利 은殷 태泰 윤潤'),
      syllables('준俊 윤潤 우宇 현鉉 호昊 후厚 율律 안安 민旻 원源 겸謙 성聖 빈彬'),
    ],
    F: [
      syllables('서瑞 지智 하荷 민玟 수秀 예藝 윤潤 채彩 다多 시詩 아雅 유裕 소昭 나娜'),
      syllables('연姸 윤潤 은恩 서瑞 아雅 린隣 원媛 빈彬 인仁 율律 현賢 영瑛 경璟'),
    ],
    native: ['하람', '이솔', '나린', '가온', '다온', '온유', '라온', '새봄', '마루', '벼리', '한별', '단비'],
  },
];

export const aSurname = (random: Random): Surname => random.pickWeighted(surnames);

/** A name as common in Korea in the year of birth. The surname decides nothing about the rest. */
export const aKoreanName = (random: Random, surname: Surname, sex: 'M' | 'F', birthYear: number): KoreanName => {
  const pool = pools.find((each) => birthYear <= each.until);
  if (!pool) throw new Error(`no names for ${birthYear}`);
  if (pool.native.length > 0 && random.chance(0.04))
    return { name: surname.text + random.pick(pool.native), hanja: '' };
  const [firsts, seconds] = pool[sex];
  const first = random.pick(firsts);
  let second = random.pick(seconds);
  while (second.name === first.name) second = random.pick(seconds);
  return { name: surname.text + first.name + second.name, hanja: surname.hanja + first.hanja + second.hanja };
};
