package io.contrailkube.standins.contrail;

/** Any answer but success: a status and the message text of spec 04 section 3. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    ApiError(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    static ApiError badRequest(String text) {
        return new ApiError(400, text);
    }

    static ApiError notFound(String text) {
        return new ApiError(404, text);
    }

    static ApiError conflict(String text) {
        return new ApiError(409, text);
    }

    static ApiError internal(String text) {
        return new ApiError(500, text);
    }

    /** The fault of reading a key that is not there, as upstream words it. */
    static ApiError keyError(String key) {
        return new ApiError(500, "KeyError: '" + key + "'");
    }

    static ApiError unforeseen() {
        return new ApiError(500, "Internal Server Error");
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
