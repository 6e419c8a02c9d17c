package io.contrailkube.standins.contrail;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** One address of either family as a number. */
record Ip(BigInteger number, boolean v6) implements Comparable<Ip> {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /** Never asks a name service: text that is no address is an IllegalArgumentException. */
    static Ip of(String text) {
        if (V4.matcher(text).matches()) {
            long number = 0;
            for (String part : text.split("\\.")) {
                int octet = Integer.parseInt(part);
                if (octet > 255) {
                    throw new IllegalArgumentException("no address: " + text);
                }
                number = number << 8 | octet;
            }
            return new Ip(BigInteger.valueOf(number), false);
        }
        if (!V6.matcher(text).matches()) {
            throw new IllegalArgumentException("no address: " + text);
        }
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return new Ip(new BigInteger(1, bytes), true);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + text, e);
        }
    }

    int bits() {
        return v6 ? 128 : 32;
    }

    Ip plus(long distance) {
        return new Ip(number.add(BigInteger.valueOf(distance)), v6);
    }

    @Override
    public int compareTo(Ip other) {
        return v6 == other.v6 ? number.compareTo(other.number) : Boolean.compare(v6, other.v6);
    }

    String text() {
        if (!v6) {
            long n = number.longValue();
            return (n >> 24 & 255) + "." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255);
        }
        return compressed();
    }

    /** The shortest form: the longest run of zero groups, the first of equals, becomes {@code ::}. */
    private String compressed() {
        int[] groups = new int[8];
        int start = -1;
        int length = 0;
        for (int i = 0, run = 0; i < 8; i++) {
            groups[i] = number.shiftRight(16 * (7 - i)).intValue() & 0xffff;
            run = groups[i] == 0 ? run + 1 : 0;
            if (run > length && run > 1) {
                length = run;
                start = i - run + 1;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
