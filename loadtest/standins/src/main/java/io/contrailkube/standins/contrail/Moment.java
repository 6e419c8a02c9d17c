package io.contrailkube.standins.contrail;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The server's clock: strictly rising microseconds, so that two writes never carry one Etag. */
final class Moment {
    private Instant last = Instant.EPOCH;

    /** UTC without a zone, six digits of fraction, none when it is zero (API-18). */
    String next() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        LocalDateTime utc = LocalDateTime.ofInstant(last, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(26);
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        digits(text, utc.getSecond(), 2);
        int micros = utc.getNano() / 1_000;
        return micros == 0
                ? text.toString()
                : digits(text.append('.'), micros, 6).toString();
    }

    private static StringBuilder digits(StringBuilder text, int value, int width) {
        String plain = Integer.toString(value);
        return text.append("0".repeat(Math.max(0, width - plain.length()))).append(plain);
    }
}
