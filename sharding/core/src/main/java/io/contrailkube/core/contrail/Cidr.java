package io.contrailkube.core.contrail;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An address prefix, normalised to its network address, e.g. {@code 10.32.0.0/12}. */
public record Cidr(String address, int prefixLength) {
    /** Only literals: nothing here may ever ask a name server. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final List<Pattern> LONGEST_FIRST = IntStream.rangeClosed(2, 8)
            .mapToObj(runs -> Pattern.compile("(^|:)(0(:|$)){" + (10 - runs) + '}'))
            .toList();

    /** Parses `address/length`; the message of the exception says what is wrong with which text. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' has no prefix length (expected e.g. 10.32.0.0/12)");
        }
        byte[] bytes = literal(text, text.substring(0, slash));
        int bits = bytes.length * 8;
        int length;
        try {
            length = Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' has no number after the slash", e);
        }
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("'" + text + "' has a prefix length outside 0.." + bits);
        }
        for (int bit = length; bit < bits; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return new Cidr(text(bytes), length);
    }

    /** A single address, as a prefix of full length. */
    public static Cidr ofAddress(String text) {
        byte[] bytes = literal(text, text);
        return new Cidr(text(bytes), bytes.length * 8);
    }

    public boolean overlaps(Cidr other) {
        byte[] mine = literal(address, address);
        byte[] theirs = literal(other.address, other.address);
        if (mine.length != theirs.length) {
            return false;
        }
        int shift = mine.length * 8 - Math.min(prefixLength, other.prefixLength);
        return new BigInteger(1, mine).shiftRight(shift).equals(new BigInteger(1, theirs).shiftRight(shift));
    }

    /** Whether every address of the other one is in this one. */
    public boolean contains(Cidr other) {
        return prefixLength <= other.prefixLength && overlaps(other);
    }

    /** Its lower and its upper half; one of full length has none. */
    public List<Cidr> halves() {
        byte[] upper = literal(address, address);
        if (prefixLength == upper.length * 8) {
            throw new IllegalStateException(this + " is a single address");
        }
        upper[prefixLength / 8] |= (byte) (0x80 >> (prefixLength % 8));
        return List.of(new Cidr(address, prefixLength + 1), new Cidr(text(upper), prefixLength + 1));
    }

    public boolean isVersion6() {
        return address.contains(":");
    }

    /** The address after that of the network itself. */
    public String first() {
        byte[] bytes = literal(address, address);
        bytes[bytes.length - 1] |= 1;
        return text(bytes);
    }

    /** The address before the last one, where the gateway customarily is. */
    public String lastButOne() {
        byte[] bytes = literal(address, address);
        for (int bit = prefixLength; bit < bytes.length * 8 - 1; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        return text(bytes);
    }

    private static byte[] literal(String whole, String address) {
        if (!LITERAL.matcher(address).matches() || (!address.contains(":") && address.split("\\.", -1).length != 4)) {
            throw new IllegalArgumentException(notAnAddress(whole, address));
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(notAnAddress(whole, address), e);
        }
    }

    private static String notAnAddress(String whole, String address) {
        return "'" + whole + "' is not an IP address" + (whole.equals(address) ? "" : " with a prefix length");
    }

    /** As servers write it: the longest run of zeros in an IPv6 address, or the first of those, is left out. */
    private static String text(byte[] bytes) {
        String plain;
        try {
            plain = InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length came from an address", e);
        }
        return LONGEST_FIRST.stream()
                .map(zeros -> zeros.matcher(plain))
                .filter(Matcher::find)
                .findFirst()
                .map(zeros -> zeros.replaceFirst("::"))
                .orElse(plain);
    }

    @JsonValue
    @Override
    public String toString() {
        return address + '/' + prefixLength;
    }
}
