package io.contrailkube.core.contrail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Name-based UUIDs in version-4 shape, so that racing writers create the same object (spec 04 API-48, API-161) and the
 * server accepts them as owners (API-43).
 */
public final class Uuids {
    private Uuids() {}

    /** UUID of an object whose Kubernetes uid does not decide it. */
    public static String of(ObjectKey key) {
        return named(key.toString());
    }

    /** UUID from any text; the same text always gives the same UUID. */
    public static String named(String text) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(text));
        long high = (digest.getLong() & ~0xF000L) | 0x4000L;
        long low = (digest.getLong() & ~(0xC0L << 56)) | (0x80L << 56);
        return new UUID(high, low).toString();
    }

    /** The first {@code digits} hex digits of the SHA-256 of {@code text}. */
    public static String shortHash(String text, int digits) {
        return HexFormat.of().formatHex(sha256(text)).substring(0, digits);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
