package io.contrailkube.core.verdict;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address as a number.
 *
 * @param bits 32 or 128
 * @param high the upper half of an address of version 6, else 0
 */
public record IpAddress(int bits, long high, long low) {
    static final int VERSION_4 = 32;
    private static final int VERSION_6 = 128;
    private static final String OCTET = "(0|[1-9]\\d{0,2})";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
    /** Only literals: nothing here may ever ask a name server. */
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Empty if the text is no address; leading zeros are none, as for Kubernetes. */
    public static Optional<IpAddress> parse(String text) {
        Matcher dotted = DOTTED.matcher(text);
        if (dotted.matches()) {
            return version4(dotted);
        }
        if (!COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            // Addresses of version 4 in the clothes of version 6 become what they are.
            var buffer = ByteBuffer.wrap(bytes);
            return Optional.of(
                    bytes.length == 4
                            ? new IpAddress(VERSION_4, 0, buffer.getInt() & 0xffff_ffffL)
                            : new IpAddress(VERSION_6, buffer.getLong(), buffer.getLong()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<IpAddress> version4(Matcher dotted) {
        long value = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(dotted.group(group));
            if (octet > 255) {
                return Optional.empty();
            }
            value = value << 8 | octet;
        }
        return Optional.of(new IpAddress(VERSION_4, 0, value));
    }

    /** The network with so many leading bits in which the address is. */
    IpAddress masked(int length) {
        if (bits == VERSION_4) {
            return new IpAddress(bits, 0, low & mask(length + VERSION_4) & 0xffff_ffffL);
        }
        return length <= 64
                ? new IpAddress(bits, high & mask(length), 0)
                : new IpAddress(bits, high, low & mask(length - 64));
    }

    /** @param length 0 to 64 */
    private static long mask(int length) {
        return length == 0 ? 0 : -1L << (64 - length);
    }

    @Override
    public String toString() {
        ByteBuffer bytes = bits == VERSION_4
                ? ByteBuffer.allocate(4).putInt((int) low)
                : ByteBuffer.allocate(16).putLong(high).putLong(low);
        try {
            return InetAddress.getByAddress(bytes.array()).getHostAddress().replaceFirst("(^|:)(0(:|$)){2,}", "::");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length is that of an address", e);
        }
    }
}
