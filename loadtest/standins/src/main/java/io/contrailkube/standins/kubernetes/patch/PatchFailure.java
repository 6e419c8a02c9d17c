package io.contrailkube.standins.kubernetes.patch;

/** A patch that cannot be applied; {@code test} is set when a JSON patch's own test failed. */
public final class PatchFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean test;

    PatchFailure(String text) {
        this(text, false);
    }

    PatchFailure(String text, boolean test) {
        super(text, null, false, false);
        this.test = test;
    }

    public boolean test() {
        return test;
    }
}
