package io.contrailkube.core.contrail;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** An address prefix, normalised to its network address, e.g. {@code 10.32.0.0/12}. */
public record Cidr(String address, int prefixLength) {
    /** Only literals: nothing here may ever ask a name server. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Parses `address/length`; the message of the exception says what is wrong with which text. */
    @JsonCreator
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

    public boolean overlaps(Cidr other) {
        byte[] mine = literal(address, address);
        byte[] theirs = literal(other.address, other.address);
        if (mine.length != theirs.length) {
            return false;
        }
        int shift = mine.length * 8 - Math.min(prefixLength, other.prefixLength);
        return new BigInteger(1, mine).shiftRight(shift).equals(new BigInteger(1, theirs).shiftRight(shift));
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
            throw new IllegalArgumentException("'" + whole + "' is not an IP address with a prefix length");
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + whole + "' is not an IP address with a prefix length", e);
        }
    }

    private static String text(byte[] bytes) {
        try {
            String plain = InetAddress.getByAddress(bytes).getHostAddress();
            return plain.replaceFirst("(^|:)(0(:|$)){2,}", "::");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length came from an address", e);
        }
    }

    @JsonValue
    @Override
    public String toString() {
        return address + '/' + prefixLength;
    }
}
