package io.contrailkube.standins.contrail;

/** The two release lines of the server whose differences spec 04 section 19 lists. */
public enum Line {
    R5_0("R5.0"),
    R21_4("R21.4.1");

    private final String release;

    Line(String release) {
        this.release = release;
    }

    /** {@code 5.0} or {@code 21.4} as in API-172. */
    public static Line of(String text) {
        return switch (text) {
            case "5.0" -> R5_0;
            case "21.4" -> R21_4;
            default -> throw new IllegalArgumentException("line is 5.0 or 21.4, not " + text);
        };
    }

    /** True when something marked {@code only} that release, or unmarked (empty), exists in this line. */
    boolean has(String only) {
        return only.isEmpty() || only.equals(release);
    }

    boolean isNew() {
        return this == R21_4;
    }
}
