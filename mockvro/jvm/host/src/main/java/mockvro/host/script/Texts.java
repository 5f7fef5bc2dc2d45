package mockvro.host.script;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.mozilla.javascript.Context;

/** Texts that System makes and reads; their exact layout in the product is unverified. */
final class Texts {

  private static final String[] BINARY_UNITS = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
  private static final int BINARY_STEP = 1024;
  private static final List<String> DATES =
      List.of("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd");
  private static final List<String> TIMES = List.of("HH:mm:ss", "HH:mm");
  private static final String[] DURATION_UNITS = {"d", "h", "m", "s"};
  private static final long[] DURATION_MS = {86_400_000, 3_600_000, 60_000, 1_000};

  private Texts() {}

  /** A number of bytes in the largest unit that keeps it at 1 or more. */
  static String binary(double bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= BINARY_STEP && unit < BINARY_UNITS.length - 1) {
      value /= BINARY_STEP;
      unit++;
    }
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    return new DecimalFormat("#.##", symbols).format(value) + " " + BINARY_UNITS[unit];
  }

  /** Milliseconds, whether the rest below a second is told, whether zero parts are. */
  static String duration(Arguments args) {
    long left = (long) args.number(0);
    boolean zero = Context.toBoolean(args.at(2));
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < DURATION_MS.length; i++) {
      long amount = left / DURATION_MS[i];
      left %= DURATION_MS[i];
      if (amount > 0 || zero) {
        parts.add(amount + DURATION_UNITS[i]);
      }
    }
    if (Context.toBoolean(args.at(1)) && (left > 0 || zero)) {
      parts.add(left + "ms");
    }
    return parts.isEmpty() ? "0s" : String.join(" ", parts);
  }

  /** Compares versions part by part; texts that are no numbers compare as texts. */
  static double compare(String one, String other) {
    String[] mine = one.split("[.\\-]");
    String[] theirs = other.split("[.\\-]");
    for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
      int order = comparePart(i < mine.length ? mine[i] : "0", i < theirs.length ? theirs[i] : "0");
      if (order != 0) {
        return Integer.signum(order);
      }
    }
    return 0;
  }

  private static int comparePart(String one, String other) {
    boolean numbers = one.matches("\\d{1,18}") && other.matches("\\d{1,18}");
    return numbers
        ? Long.compare(Long.parseLong(one), Long.parseLong(other))
        : one.compareTo(other);
  }

  /** A date, or a time of day on the date of reference; null when the text is neither. */
  static Date date(Arguments args) {
    String text = args.text(0, "");
    for (String pattern : DATES) {
      Date found = parsed(pattern, text);
      if (found != null) {
        return found;
      }
    }
    for (String pattern : TIMES) {
      Date found = parsed(pattern, text);
      if (found != null) {
        return onDay(found, args.given(1) ? args.date(1) : new Date());
      }
    }
    return null;
  }

  private static Date parsed(String pattern, String text) {
    ParsePosition position = new ParsePosition(0);
    Date date = new SimpleDateFormat(pattern, Locale.ROOT).parse(text, position);
    return position.getIndex() == text.length() ? date : null;
  }

  private static Date onDay(Date time, Date day) {
    Calendar hours = Calendar.getInstance();
    hours.setTime(time);
    Calendar made = Calendar.getInstance();
    made.setTime(day);
    for (int field : new int[] {Calendar.HOUR_OF_DAY, Calendar.MINUTE, Calendar.SECOND}) {
      made.set(field, hours.get(field));
    }
    made.set(Calendar.MILLISECOND, 0);
    return made.getTime();
  }
}
