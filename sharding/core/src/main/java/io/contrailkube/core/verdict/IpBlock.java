package io.contrailkube.core.verdict;

import java.util.Optional;
import java.util.regex.Pattern;

/** All addresses that begin alike. */
record IpBlock(IpAddress network, int length) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");

    IpBlock {
        network = network.masked(length);
    }

    /** Empty if the text is not {@code address/length}. */
    static Optional<IpBlock> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return IpAddress.parse(text.substring(0, slash)).flatMap(address -> of(address, text.substring(slash + 1)));
    }

    private static Optional<IpBlock> of(IpAddress address, String length) {
        return LENGTH.matcher(length).matches() && Integer.parseInt(length) <= address.bits()
                ? Optional.of(new IpBlock(address, Integer.parseInt(length)))
                : Optional.empty();
    }

    boolean contains(IpAddress address) {
        return address.bits() == network.bits() && address.masked(length).equals(network);
    }

    boolean isWithin(IpBlock other) {
        return length >= other.length && other.contains(network);
    }

    @Override
    public String toString() {
        return network + "/" + length;
    }
}
