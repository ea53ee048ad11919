/*
 * libxlsxwriter <staged lines> <file> <types>: the rows as a workbook, typed and dressed as ours is, in constant memory.
 * `types` has a letter for each column: t(ext), n(umber), m(oney), d(ate), p (point in time), b(oolean).
 * Prints one line of JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <xlsxwriter.h>

#define LONGEST 65536

static FILE *in;
static char field[LONGEST];

/* Reads a field and gives what stands behind it: a comma, a line feed or EOF. `*empty` is set for a null. */
static int next_field(int *empty) {
  size_t length = 0;
  int c = getc_unlocked(in);
  *empty = c == ',' || c == '\n';
  if (c == '"') {
    for (;;) {
      c = getc_unlocked(in);
      if (c == '"') {
        c = getc_unlocked(in);
        if (c != '"') break;
      }
      if (c == EOF) exit(2);
      if (length < LONGEST - 1) field[length++] = (char)c;
    }
  } else {
    for (; c != ',' && c != '\n' && c != EOF; c = getc_unlocked(in)) {
      if (length < LONGEST - 1) field[length++] = (char)c;
    }
  }
  field[length] = 0;
  return c;
}

static int number(const char *from, int places) {
  int value = 0;
  for (int at = 0; at < places; at += 1) value = value * 10 + from[at] - '0';
  return value;
}

static lxw_datetime moment(const char *text, int with_time) {
  lxw_datetime at = {number(text, 4), number(text + 5, 2), number(text + 8, 2), 0, 0, 0};
  if (with_time) {
    at.hour = number(text + 11, 2);
    at.min = number(text + 14, 2);
    at.sec = strtod(text + 17, NULL);
  }
  return at;
}

static lxw_format *format_of(lxw_workbook *book, const char *code) {
  lxw_format *format = workbook_add_format(book);
  format_set_num_format(format, code);
  return format;
}

int main(int argc, char **argv) {
  if (argc != 4 || (in = fopen(argv[1], "rb")) == NULL) return 2;
  setvbuf(in, NULL, _IOFBF, 1 << 20);
  const char *types = argv[3];
  int columns = (int)strlen(types);
  struct timespec began, ended;
  clock_gettime(CLOCK_MONOTONIC, &began);

  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = NULL, .use_zip64 = LXW_FALSE};
  lxw_workbook *book = workbook_new_opt(argv[2], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(book, "Bench");
  lxw_format *header = workbook_add_format(book);
  format_set_bold(header);
  format_set_bg_color(header, 0xDCE6F1);
  lxw_format *money = format_of(book, "#,##0.00");
  lxw_format *date = format_of(book, "yyyy-mm-dd");
  lxw_format *date_time = format_of(book, "yyyy-mm-dd hh:mm:ss");
  lxw_format *id = format_of(book, "@");
  worksheet_set_column(sheet, 0, (lxw_col_t)(columns - 1), 20, NULL);
  worksheet_freeze_panes(sheet, 1, 0);
  for (int column = 0; column < columns; column += 1) {
    char title[32];
    snprintf(title, sizeof title, "Column %d", column);
    worksheet_write_string(sheet, 0, (lxw_col_t)column, title, header);
  }

  lxw_row_t row = 0;
  for (int c = getc(in); c != EOF; c = getc(in)) {
    ungetc(c, in);
    row += 1;
    for (int at = 0; at < columns; at += 1) {
      int empty;
      lxw_col_t column = (lxw_col_t)at;
      next_field(&empty);
      if (empty || field[0] == 0) continue;
      lxw_error error = LXW_NO_ERROR;
      switch (types[at]) {
        case 'n': error = worksheet_write_number(sheet, row, column, strtod(field, NULL), NULL); break;
        case 'm': error = worksheet_write_number(sheet, row, column, strtod(field, NULL), money); break;
        case 'b': error = worksheet_write_boolean(sheet, row, column, field[0] == 't', NULL); break;
        case 'd':
        case 'p': {
          lxw_datetime when = moment(field, types[at] == 'p');
          error = worksheet_write_datetime(sheet, row, column, &when, types[at] == 'p' ? date_time : date);
          break;
        }
        default: error = worksheet_write_string(sheet, row, column, field, field[0] >= '0' && field[0] <= '9' ? id : NULL);
      }
      if (error != LXW_NO_ERROR) return 3;
    }
  }
  worksheet_autofilter(sheet, 0, 0, row, (lxw_col_t)(columns - 1));
  if (workbook_close(book) != LXW_NO_ERROR) return 4;

  clock_gettime(CLOCK_MONOTONIC, &ended);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double cpu = (double)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  double seconds = (double)(ended.tv_sec - began.tv_sec) + (ended.tv_nsec - began.tv_nsec) / 1e9;
  printf("{\"version\":\"%s\",\"seconds\":%f,\"cpuSeconds\":%f,\"peakMb\":%f}\n", lxw_version(), seconds, cpu, usage.ru_maxrss / 1024.0);
  return 0;
}
