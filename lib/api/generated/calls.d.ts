export interface paths {
    "/api/v1/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: string;
                            node: string;
                            platform: string;
                            database: {
                                /** @enum {string} */
                                kind: "sqlite" | "postgres";
                                bytes?: number;
                            };
                            startedAt: string;
                            uptimeS: number;
                            demo: boolean;
                            licences: {
                                name: string;
                                version: string;
                                licence: string;
                            }[];
                            update?: {
                                isOn: boolean;
                                url?: string;
                                askedAt?: string;
                                latest?: {
                                    version: string;
                                    link: string;
                                };
                                /** @enum {string} */
                                failure?: "no-answer" | "not-allowed" | "redirect" | "status" | "unreadable";
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    site?: string;
                    before?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            open: {
                                id: string;
                                site: string;
                                /** @enum {string} */
                                kind: "nearly-full" | "likely-full" | "full" | "sensor" | "display" | "drift" | "calendar" | "lamp";
                                subject: string;
                                name: string;
                                facts: {
                                    occupancy?: number;
                                    capacity?: number;
                                    time?: string;
                                    drift?: number;
                                    /** @enum {string} */
                                    condition?: "ok" | "stale" | "unauthorized" | "unreachable" | "invalid";
                                    error?: {
                                        /** @enum {string} */
                                        kind: "unreachable";
                                        detail: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "timeout";
                                        timeoutMs: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "certificate";
                                        detail: string;
                                        fingerprint?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "unauthorized";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-allowed";
                                        address: string;
                                        /** @enum {string} */
                                        rule: "metadata" | "networks";
                                    } | {
                                        /** @enum {string} */
                                        kind: "basic-over-http";
                                    } | {
                                        /** @enum {string} */
                                        kind: "forbidden";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-found";
                                        path: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "rate-limited";
                                        retryAfterMs?: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "http-status";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "invalid";
                                        field: string;
                                        expected: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "device";
                                        code: number;
                                        message: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "other-device";
                                        pinned: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "switched-off";
                                        feature: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "no-channel";
                                        channel: string;
                                        available: string[];
                                    };
                                };
                                openedAt: string;
                                closesAt?: string;
                                closedAt?: string;
                            }[];
                            recent: {
                                id: string;
                                site: string;
                                /** @enum {string} */
                                kind: "nearly-full" | "likely-full" | "full" | "sensor" | "display" | "drift" | "calendar" | "lamp";
                                subject: string;
                                name: string;
                                facts: {
                                    occupancy?: number;
                                    capacity?: number;
                                    time?: string;
                                    drift?: number;
                                    /** @enum {string} */
                                    condition?: "ok" | "stale" | "unauthorized" | "unreachable" | "invalid";
                                    error?: {
                                        /** @enum {string} */
                                        kind: "unreachable";
                                        detail: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "timeout";
                                        timeoutMs: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "certificate";
                                        detail: string;
                                        fingerprint?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "unauthorized";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-allowed";
                                        address: string;
                                        /** @enum {string} */
                                        rule: "metadata" | "networks";
                                    } | {
                                        /** @enum {string} */
                                        kind: "basic-over-http";
                                    } | {
                                        /** @enum {string} */
                                        kind: "forbidden";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-found";
                                        path: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "rate-limited";
                                        retryAfterMs?: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "http-status";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "invalid";
                                        field: string;
                                        expected: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "device";
                                        code: number;
                                        message: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "other-device";
                                        pinned: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "switched-off";
                                        feature: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "no-channel";
                                        channel: string;
                                        available: string[];
                                    };
                                };
                                openedAt: string;
                                closesAt?: string;
                                closedAt?: string;
                            }[];
                            next?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            publicKey: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/smtp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            host: string;
                            port: number;
                            /** @enum {string} */
                            security: "tls" | "starttls" | "none";
                            username?: string;
                            hasPassword: boolean;
                            from: string;
                            revision: string;
                        } | null;
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        host: string;
                        port: number;
                        /** @enum {string} */
                        security: "tls" | "starttls" | "none";
                        username?: string;
                        password?: string | null;
                        from: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            host: string;
                            port: number;
                            /** @enum {string} */
                            security: "tls" | "starttls" | "none";
                            username?: string;
                            hasPassword: boolean;
                            from: string;
                            revision: string;
                        } | null;
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        site: string;
                        /** @enum {string} */
                        channel: "email" | "push" | "webhook";
                        webhook?: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sent: number;
                            failures: {
                                /** @enum {string} */
                                code?: "mail-not-set-up" | "mail-name-unknown" | "mail-not-allowed" | "mail-refused" | "mail-no-answer" | "mail-unreachable" | "mail-other-server" | "mail-other-encryption" | "mail-no-encryption" | "mail-certificate" | "mail-certificate-expired" | "mail-certificate-other" | "mail-sign-in-wrong" | "mail-sign-in-wanted" | "mail-sender-refused" | "mail-receiver-refused" | "mail-later" | "mail-not-taken" | "webhook-name-unknown" | "webhook-not-allowed" | "webhook-refused" | "webhook-no-answer" | "webhook-unreachable" | "webhook-certificate" | "webhook-certificate-expired" | "webhook-certificate-other" | "webhook-not-http" | "webhook-moved" | "webhook-sign-in" | "webhook-not-found" | "webhook-gone" | "webhook-too-many" | "webhook-fault" | "webhook-status" | "webhook-template" | "push-unreachable" | "push-not-allowed" | "push-no-answer" | "push-certificate" | "push-gone" | "push-keys" | "push-refused" | "push-too-many" | "push-fault" | "push-status";
                                values?: {
                                    [key: string]: string | number;
                                };
                                message: string;
                                target: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role?: "administrator" | "manager" | "staff" | "viewer";
                            sites?: {
                                [key: string]: "manager" | "staff" | "viewer";
                            };
                            hint: string;
                            createdAt: string;
                            createdBy: string;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {string} */
                        role?: "administrator" | "manager" | "staff" | "viewer";
                        sites?: {
                            [key: string]: "manager" | "staff" | "viewer";
                        };
                    };
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role?: "administrator" | "manager" | "staff" | "viewer";
                            sites?: {
                                [key: string]: "manager" | "staff" | "viewer";
                            };
                            hint: string;
                            createdAt: string;
                            createdBy: string;
                            key: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    site?: string;
                    zone?: string;
                    who?: string;
                    action?: "adjust" | "reset" | "hold" | "release" | "set-capacity" | "end-capacity" | "calibrate" | "take-back" | "sign-in" | "pair" | "make-key" | "remove-key" | "configure" | "remove" | "unlock" | "lock-out" | "add-person" | "change-person" | "remove-person" | "set-password" | "set-pin" | "remove-pin" | "sign-out-everywhere" | "add-tablet" | "remove-tablet" | "import" | "backup" | "restore" | "diagnostics" | "remove-demo" | "set-parameter" | "restart-passthrough" | "reset-counters" | "clear-data" | "lamp-test" | "count-by-hand" | "end-count-by-hand" | "make-count-link" | "remove-count-link" | "send-report" | "drain" | "end-drain";
                    from?: string;
                    to?: string;
                    before?: number;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            at: string;
                            who: string;
                            /** @enum {string} */
                            action: "adjust" | "reset" | "hold" | "release" | "set-capacity" | "end-capacity" | "calibrate" | "take-back" | "sign-in" | "pair" | "make-key" | "remove-key" | "configure" | "remove" | "unlock" | "lock-out" | "add-person" | "change-person" | "remove-person" | "set-password" | "set-pin" | "remove-pin" | "sign-out-everywhere" | "add-tablet" | "remove-tablet" | "import" | "backup" | "restore" | "diagnostics" | "remove-demo" | "set-parameter" | "restart-passthrough" | "reset-counters" | "clear-data" | "lamp-test" | "count-by-hand" | "end-count-by-hand" | "make-count-link" | "remove-count-link" | "send-report" | "drain" | "end-drain";
                            site?: string;
                            zone?: string;
                            from?: string;
                            to?: string;
                            note?: string;
                            /** @enum {string} */
                            result?: "done" | "partial" | "failed" | "superseded";
                            sources?: {
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                outcome: "confirmed" | "accepted" | "software" | "rejected" | "unreachable";
                                code?: number;
                                message?: string;
                                error?: {
                                    /** @enum {string} */
                                    kind: "unreachable";
                                    detail: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "timeout";
                                    timeoutMs: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "certificate";
                                    detail: string;
                                    fingerprint?: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "unauthorized";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-allowed";
                                    address: string;
                                    /** @enum {string} */
                                    rule: "metadata" | "networks";
                                } | {
                                    /** @enum {string} */
                                    kind: "basic-over-http";
                                } | {
                                    /** @enum {string} */
                                    kind: "forbidden";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-found";
                                    path: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "rate-limited";
                                    retryAfterMs?: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "http-status";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "invalid";
                                    field: string;
                                    expected: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "device";
                                    code: number;
                                    message: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "other-device";
                                    pinned: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "switched-off";
                                    feature: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "no-channel";
                                    channel: string;
                                    available: string[];
                                };
                                /** @enum {string} */
                                reason?: "not-yet-visible" | "superseded";
                            }[];
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backfills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    site?: string;
                    sensor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                site: string;
                                zone: string;
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                reason: "silence" | "new" | "request";
                                from: string;
                                to: string;
                                /** @enum {string} */
                                state: "waiting" | "fetching" | "done" | "unavailable" | "failed";
                                progress: number;
                                minutes: number;
                                in: number;
                                out: number;
                                error?: {
                                    error: {
                                        /** @enum {string} */
                                        kind: "unreachable";
                                        detail: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "timeout";
                                        timeoutMs: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "certificate";
                                        detail: string;
                                        fingerprint?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "unauthorized";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-allowed";
                                        address: string;
                                        /** @enum {string} */
                                        rule: "metadata" | "networks";
                                    } | {
                                        /** @enum {string} */
                                        kind: "basic-over-http";
                                    } | {
                                        /** @enum {string} */
                                        kind: "forbidden";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-found";
                                        path: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "rate-limited";
                                        retryAfterMs?: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "http-status";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "invalid";
                                        field: string;
                                        expected: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "device";
                                        code: number;
                                        message: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "other-device";
                                        pinned: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "switched-off";
                                        feature: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "no-channel";
                                        channel: string;
                                        available: string[];
                                    };
                                    message: string;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        site: string;
                        sensor: string;
                        from?: string;
                        to?: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                site: string;
                                zone: string;
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                reason: "silence" | "new" | "request";
                                from: string;
                                to: string;
                                /** @enum {string} */
                                state: "waiting" | "fetching" | "done" | "unavailable" | "failed";
                                progress: number;
                                minutes: number;
                                in: number;
                                out: number;
                                error?: {
                                    error: {
                                        /** @enum {string} */
                                        kind: "unreachable";
                                        detail: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "timeout";
                                        timeoutMs: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "certificate";
                                        detail: string;
                                        fingerprint?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "unauthorized";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-allowed";
                                        address: string;
                                        /** @enum {string} */
                                        rule: "metadata" | "networks";
                                    } | {
                                        /** @enum {string} */
                                        kind: "basic-over-http";
                                    } | {
                                        /** @enum {string} */
                                        kind: "forbidden";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-found";
                                        path: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "rate-limited";
                                        retryAfterMs?: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "http-status";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "invalid";
                                        field: string;
                                        expected: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "device";
                                        code: number;
                                        message: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "other-device";
                                        pinned: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "switched-off";
                                        feature: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "no-channel";
                                        channel: string;
                                        available: string[];
                                    };
                                    message: string;
                                };
                            }[];
                        };
                    };
                };
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                site: string;
                                zone: string;
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                reason: "silence" | "new" | "request";
                                from: string;
                                to: string;
                                /** @enum {string} */
                                state: "waiting" | "fetching" | "done" | "unavailable" | "failed";
                                progress: number;
                                minutes: number;
                                in: number;
                                out: number;
                                error?: {
                                    error: {
                                        /** @enum {string} */
                                        kind: "unreachable";
                                        detail: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "timeout";
                                        timeoutMs: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "certificate";
                                        detail: string;
                                        fingerprint?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "unauthorized";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-allowed";
                                        address: string;
                                        /** @enum {string} */
                                        rule: "metadata" | "networks";
                                    } | {
                                        /** @enum {string} */
                                        kind: "basic-over-http";
                                    } | {
                                        /** @enum {string} */
                                        kind: "forbidden";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-found";
                                        path: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "rate-limited";
                                        retryAfterMs?: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "http-status";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "invalid";
                                        field: string;
                                        expected: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "device";
                                        code: number;
                                        message: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "other-device";
                                        pinned: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "switched-off";
                                        feature: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "no-channel";
                                        channel: string;
                                        available: string[];
                                    };
                                    message: string;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    site?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            /** @enum {string} */
                            kind: "site" | "sensor" | "zone" | "display" | "lamp";
                            id: string;
                            /** @enum {string} */
                            managedBy: "file" | "console" | "demo";
                            document: {
                                [key: string]: unknown;
                            };
                            secrets: string[];
                            revision: string;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    trial?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/yaml": string;
                    "text/yaml": string;
                    "application/x-yaml": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            differences: {
                                site: string;
                                /** @enum {string} */
                                kind: "site" | "sensor" | "zone" | "display" | "lamp";
                                id: string;
                                /** @enum {string} */
                                change: "added" | "changed" | "removed";
                                isKept: boolean;
                                keys: {
                                    key: string;
                                    isSecret: boolean;
                                    from?: string;
                                    to?: string;
                                }[];
                            }[];
                            revision: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{site}/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    kind: "site" | "sensor" | "zone" | "display" | "lamp";
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            /** @enum {string} */
                            kind: "site" | "sensor" | "zone" | "display" | "lamp";
                            id: string;
                            /** @enum {string} */
                            managedBy: "file" | "console" | "demo";
                            document: {
                                [key: string]: unknown;
                            };
                            secrets: string[];
                            revision: string;
                        };
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: {
                    trial?: string;
                };
                header?: never;
                path: {
                    site: string;
                    kind: "site" | "sensor" | "zone" | "display" | "lamp";
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            /** @enum {string} */
                            kind: "site" | "sensor" | "zone" | "display" | "lamp";
                            id: string;
                            /** @enum {string} */
                            managedBy: "file" | "console" | "demo";
                            document: {
                                [key: string]: unknown;
                            };
                            secrets: string[];
                            revision: string;
                        };
                    };
                };
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    kind: "site" | "sensor" | "zone" | "display" | "lamp";
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/diagnostics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            display: string;
                            zone: string;
                            connections: number;
                            seenAt?: string;
                            keyed: boolean;
                            name?: string;
                            /** @enum {string} */
                            layout?: "light" | "number" | "bar" | "zones" | "strip";
                            lowContrast?: ("green" | "amber" | "red" | "unknown" | "closed")[];
                            showNumber?: boolean;
                            zones?: string[];
                            look?: {
                                texts?: {
                                    [key: string]: {
                                        [key: string]: string;
                                    };
                                };
                                rotate?: boolean;
                                logo?: string;
                                background?: {
                                    picture?: string;
                                    video?: string;
                                };
                                chime?: boolean;
                                speak?: boolean;
                                colours?: {
                                    [key: string]: {
                                        tone: string;
                                        ink: string;
                                    };
                                };
                                dim?: number;
                                pixelShift?: boolean;
                            };
                            screen?: {
                                /** @enum {string} */
                                light: "green" | "amber" | "red" | "unknown" | "closed";
                                occupancy: number | null;
                                reportedAt: string;
                                loadedAt: string;
                                engine: string;
                                width: number;
                                height: number;
                                version?: string;
                                isCurrent: boolean;
                                clockErrorMs: number;
                                latencyMs?: number;
                                errors: number;
                                lastError?: string;
                                recentErrors?: {
                                    at: string;
                                    text: string;
                                }[];
                                /** @enum {string} */
                                sound?: "on" | "blocked" | "no-voice";
                            };
                            screens?: {
                                /** @enum {string} */
                                light: "green" | "amber" | "red" | "unknown" | "closed";
                                occupancy: number | null;
                                reportedAt: string;
                                loadedAt: string;
                                engine: string;
                                width: number;
                                height: number;
                                version?: string;
                                isCurrent: boolean;
                                clockErrorMs: number;
                                latencyMs?: number;
                                errors: number;
                                lastError?: string;
                                recentErrors?: {
                                    at: string;
                                    text: string;
                                }[];
                                /** @enum {string} */
                                sound?: "on" | "blocked" | "no-voice";
                            }[];
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displays/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    since?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cursor: string;
                            isAll: boolean;
                            displays: {
                                site: string;
                                display: string;
                                zone: string;
                                connections: number;
                                seenAt?: string;
                                keyed: boolean;
                                name?: string;
                                /** @enum {string} */
                                layout?: "light" | "number" | "bar" | "zones" | "strip";
                                lowContrast?: ("green" | "amber" | "red" | "unknown" | "closed")[];
                                showNumber?: boolean;
                                zones?: string[];
                                look?: {
                                    texts?: {
                                        [key: string]: {
                                            [key: string]: string;
                                        };
                                    };
                                    rotate?: boolean;
                                    logo?: string;
                                    background?: {
                                        picture?: string;
                                        video?: string;
                                    };
                                    chime?: boolean;
                                    speak?: boolean;
                                    colours?: {
                                        [key: string]: {
                                            tone: string;
                                            ink: string;
                                        };
                                    };
                                    dim?: number;
                                    pixelShift?: boolean;
                                };
                                screen?: {
                                    /** @enum {string} */
                                    light: "green" | "amber" | "red" | "unknown" | "closed";
                                    occupancy: number | null;
                                    reportedAt: string;
                                    loadedAt: string;
                                    engine: string;
                                    width: number;
                                    height: number;
                                    version?: string;
                                    isCurrent: boolean;
                                    clockErrorMs: number;
                                    latencyMs?: number;
                                    errors: number;
                                    lastError?: string;
                                    recentErrors?: {
                                        at: string;
                                        text: string;
                                    }[];
                                    /** @enum {string} */
                                    sound?: "on" | "blocked" | "no-voice";
                                };
                                screens?: {
                                    /** @enum {string} */
                                    light: "green" | "amber" | "red" | "unknown" | "closed";
                                    occupancy: number | null;
                                    reportedAt: string;
                                    loadedAt: string;
                                    engine: string;
                                    width: number;
                                    height: number;
                                    version?: string;
                                    isCurrent: boolean;
                                    clockErrorMs: number;
                                    latencyMs?: number;
                                    errors: number;
                                    lastError?: string;
                                    recentErrors?: {
                                        at: string;
                                        text: string;
                                    }[];
                                    /** @enum {string} */
                                    sound?: "on" | "blocked" | "no-voice";
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displays/pair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        site: string;
                        zone: string;
                        id?: string;
                    };
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            display: string;
                            name?: string;
                            zone: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displays/pairing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            ticket: string;
                            validForMs: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displays/pairing/{ticket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    ticket: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "waiting";
                        } | {
                            /** @enum {string} */
                            status: "paired";
                            path: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displays/pairing/{ticket}/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    ticket: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displays/{site}/{display}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    display: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display: {
                                site: string;
                                display: string;
                                zone: string;
                                siteName: string;
                                name?: string;
                                languages: string[];
                                showNumber: boolean;
                                simulated: boolean;
                                /** @enum {string} */
                                layout?: "light" | "number" | "bar" | "zones" | "strip";
                                zones?: string[];
                                revision?: string;
                            };
                            /**
                             * @example {
                             *       "site": "bern",
                             *       "zone": "store",
                             *       "name": "Store",
                             *       "occupancy": 97,
                             *       "capacity": 120,
                             *       "utilization": 0.81,
                             *       "light": "amber",
                             *       "reason": "nearly-full",
                             *       "since": "2026-11-21T10:00:00.000Z",
                             *       "asOf": "2026-11-21T10:04:12.300Z",
                             *       "validForMs": 4500,
                             *       "seq": 812,
                             *       "in": 411,
                             *       "out": 314,
                             *       "drift": 0,
                             *       "simulated": false,
                             *       "warnings": []
                             *     }
                             */
                            zone: {
                                site: string;
                                zone: string;
                                name: string;
                                occupancy: number;
                                capacity: number;
                                utilization: number;
                                /** @enum {string} */
                                light: "green" | "amber" | "red" | "unknown" | "closed";
                                reason: string;
                                since: string;
                                asOf: string;
                                validForMs: number;
                                seq: number;
                                in: number;
                                out: number;
                                drift: number;
                                startedWith?: number;
                                found?: {
                                    at: string;
                                    occupancy: number;
                                };
                                set?: {
                                    at: string;
                                    to: number;
                                };
                                redEndsAt?: number;
                                free?: number;
                                waitMinutes?: number;
                                opens?: {
                                    at: string;
                                    time: string;
                                    weekday?: number;
                                    date?: string;
                                };
                                closedBecause?: {
                                    [key: string]: string;
                                };
                                plausible?: {
                                    low: number;
                                    high: number;
                                };
                                outlook?: {
                                    quieter?: {
                                        at: string;
                                        time: string;
                                    };
                                    full?: {
                                        at: string;
                                        time: string;
                                    };
                                };
                                capacitySet?: {
                                    usual: number;
                                    until?: string;
                                };
                                /** @enum {string} */
                                emergency?: "leave" | "keep-out";
                                simulated: boolean;
                                warnings: string[];
                            };
                            others?: {
                                site: string;
                                zone: string;
                                name: string;
                                occupancy: number;
                                capacity: number;
                                utilization: number;
                                /** @enum {string} */
                                light: "green" | "amber" | "red" | "unknown" | "closed";
                                reason: string;
                                since: string;
                                asOf: string;
                                validForMs: number;
                                seq: number;
                                in: number;
                                out: number;
                                drift: number;
                                startedWith?: number;
                                found?: {
                                    at: string;
                                    occupancy: number;
                                };
                                set?: {
                                    at: string;
                                    to: number;
                                };
                                redEndsAt?: number;
                                free?: number;
                                waitMinutes?: number;
                                opens?: {
                                    at: string;
                                    time: string;
                                    weekday?: number;
                                    date?: string;
                                };
                                closedBecause?: {
                                    [key: string]: string;
                                };
                                plausible?: {
                                    low: number;
                                    high: number;
                                };
                                outlook?: {
                                    quieter?: {
                                        at: string;
                                        time: string;
                                    };
                                    full?: {
                                        at: string;
                                        time: string;
                                    };
                                };
                                capacitySet?: {
                                    usual: number;
                                    until?: string;
                                };
                                /** @enum {string} */
                                emergency?: "leave" | "keep-out";
                                simulated: boolean;
                                warnings: string[];
                            }[];
                            look?: {
                                texts?: {
                                    [key: string]: {
                                        [key: string]: string;
                                    };
                                };
                                rotate?: boolean;
                                logo?: string;
                                background?: {
                                    picture?: string;
                                    video?: string;
                                };
                                chime?: boolean;
                                speak?: boolean;
                                colours?: {
                                    [key: string]: {
                                        tone: string;
                                        ink: string;
                                    };
                                };
                                dim?: number;
                                pixelShift?: boolean;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displays/{site}/{display}/command": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    display: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        command: "reload" | "identify" | "test";
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            minuteDays: number | null;
                            rollUpDays: number | null;
                        };
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        minuteDays: number | null;
                        rollUpDays: number | null;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            minuteDays: number | null;
                            rollUpDays: number | null;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holidays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    country?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                name: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lamps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lamps: {
                                site: string;
                                lamp: string;
                                name?: string;
                                zone: string;
                                /** @enum {string} */
                                driver: "axis-io" | "modbus-tcp" | "http" | "mqtt";
                                isBarrier: boolean;
                                /** @enum {string} */
                                wanted: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                                /** @enum {string} */
                                shown?: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                                /** @enum {string} */
                                condition: "starting" | "ok" | "told" | "failed";
                                testUntil?: string;
                                error?: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lamps/{site}/{lamp}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    lamp: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state?: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                        seconds?: number;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            lamp: string;
                            name?: string;
                            zone: string;
                            /** @enum {string} */
                            driver: "axis-io" | "modbus-tcp" | "http" | "mqtt";
                            isBarrier: boolean;
                            /** @enum {string} */
                            wanted: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                            /** @enum {string} */
                            shown?: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                            /** @enum {string} */
                            condition: "starting" | "ok" | "told" | "failed";
                            testUntil?: string;
                            error?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            username: string;
                            name: string;
                            /** @enum {string} */
                            role: "administrator" | "manager" | "staff" | "viewer";
                            sites?: {
                                [key: string]: "manager" | "staff" | "viewer";
                            };
                            hasPassword: boolean;
                            tablet?: {
                                id: string;
                                until: string;
                            };
                        };
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        current?: string;
                        password: string;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            browser?: string;
                            signedInAt: string;
                            usedAt: string;
                            isCurrent: boolean;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            username: string;
                            name: string;
                            /** @enum {string} */
                            role?: "administrator" | "manager" | "staff" | "viewer";
                            sites?: {
                                [key: string]: "manager" | "staff" | "viewer";
                            };
                            hasPassword: boolean;
                            hasPin: boolean;
                            pinLockedUntil?: string;
                            createdAt: string;
                            revision: string;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        username: string;
                        name?: string;
                        /** @enum {string} */
                        role?: "administrator" | "manager" | "staff" | "viewer";
                        sites?: {
                            [key: string]: "manager" | "staff" | "viewer";
                        };
                        password?: string;
                        pin?: string;
                    };
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            username: string;
                            name: string;
                            /** @enum {string} */
                            role?: "administrator" | "manager" | "staff" | "viewer";
                            sites?: {
                                [key: string]: "manager" | "staff" | "viewer";
                            };
                            hasPassword: boolean;
                            hasPin: boolean;
                            pinLockedUntil?: string;
                            createdAt: string;
                            revision: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @enum {string} */
                        role?: "administrator" | "manager" | "staff" | "viewer";
                        sites?: {
                            [key: string]: "manager" | "staff" | "viewer";
                        };
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            username: string;
                            name: string;
                            /** @enum {string} */
                            role?: "administrator" | "manager" | "staff" | "viewer";
                            sites?: {
                                [key: string]: "manager" | "staff" | "viewer";
                            };
                            hasPassword: boolean;
                            hasPin: boolean;
                            pinLockedUntil?: string;
                            createdAt: string;
                            revision: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        pin: string;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    kind?: "week" | "month";
                    day?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "week" | "month";
                            site?: string;
                            name: string;
                            from: string;
                            to: string;
                            timezone: string;
                            madeAt: string;
                            isWhole: boolean;
                            simulated: boolean;
                            zones: {
                                site: string;
                                siteName: string;
                                zone: string;
                                name: string;
                                visitors: number;
                                visitorsBefore: number | null;
                                peak: {
                                    at: string;
                                    occupancy: number;
                                    capacity: number | null;
                                } | null;
                                lights: {
                                    greenS: number;
                                    amberS: number;
                                    redS: number;
                                    unknownS: number;
                                    closedS: number;
                                };
                                known: number | null;
                                above: {
                                    from: string;
                                    to: string;
                                    most: number;
                                    capacity: number;
                                }[];
                                aboveCount: number;
                                days: {
                                    date: string;
                                    isClosed: boolean;
                                    name?: string;
                                    visitors: number | null;
                                    peak: number | null;
                                }[];
                                hours: (number | null)[];
                                isPartial: boolean;
                                drift: {
                                    closings: number;
                                    mean: number;
                                    worst: number;
                                    worstDay: string;
                                } | null;
                                forecast: {
                                    date: string;
                                    isClosed: boolean;
                                    expected: number | null;
                                    at?: string;
                                    /** @enum {string} */
                                    light: "green" | "amber" | "red" | "unknown" | "closed";
                                }[];
                            }[];
                            health: {
                                site: string;
                                /** @enum {string} */
                                kind: "sensor" | "display";
                                id: string;
                                name: string;
                                failures: number;
                                failedS: number;
                                longestS: number;
                            }[];
                            sensors: number;
                            displays: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            settings: {
                                emails: string[];
                                weekly: boolean;
                                monthly: boolean;
                                at: string;
                                timezone: string;
                                language: string;
                            } | null;
                            sent: {
                                scope: string;
                                /** @enum {string} */
                                kind: "week" | "month";
                                from: string;
                                email: string;
                                /** @enum {string} */
                                state: "waiting" | "sending" | "sent" | "given-up";
                                at: string;
                                message?: string;
                            }[];
                        };
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        emails: string[];
                        weekly: boolean;
                        monthly: boolean;
                        at: string;
                        timezone: string;
                        language: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            emails: string[];
                            weekly: boolean;
                            monthly: boolean;
                            at: string;
                            timezone: string;
                            language: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            restarting: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            sensor: string;
                            driver: string;
                            url: string;
                            /** @enum {string} */
                            status: "ok" | "stale" | "unauthorized" | "unreachable" | "invalid";
                            title?: string;
                            serial?: string;
                            name?: string;
                            lastReadingAt?: string;
                            readings: {
                                channel: string;
                                name?: string;
                                in?: number;
                                out?: number;
                                occupancy?: number;
                                suspect?: boolean;
                            }[];
                            deviceTime?: string;
                            lastError?: {
                                at: string;
                                error: {
                                    /** @enum {string} */
                                    kind: "unreachable";
                                    detail: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "timeout";
                                    timeoutMs: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "certificate";
                                    detail: string;
                                    fingerprint?: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "unauthorized";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-allowed";
                                    address: string;
                                    /** @enum {string} */
                                    rule: "metadata" | "networks";
                                } | {
                                    /** @enum {string} */
                                    kind: "basic-over-http";
                                } | {
                                    /** @enum {string} */
                                    kind: "forbidden";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-found";
                                    path: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "rate-limited";
                                    retryAfterMs?: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "http-status";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "invalid";
                                    field: string;
                                    expected: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "device";
                                    code: number;
                                    message: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "other-device";
                                    pinned: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "switched-off";
                                    feature: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "no-channel";
                                    channel: string;
                                    available: string[];
                                };
                                message: string;
                            };
                            failures: number;
                            nextTryAt?: string;
                            zones: string[];
                            simulated: boolean;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/drivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            drivers: {
                                driver: string;
                                label: string;
                                /** @enum {string} */
                                address: "device" | "whole" | "broker" | "none";
                                /** @enum {string} */
                                credential: "password" | "apiKey" | "token" | "none";
                                parameters: {
                                    key: string;
                                    label: {
                                        [key: string]: string;
                                    };
                                    default?: string | number | boolean;
                                    values?: (string | number | boolean)[];
                                }[];
                                isGeneric: boolean;
                                hasChannels: boolean;
                                pollMs: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        site: string;
                        url: string;
                        driver?: string;
                        username?: string;
                        password?: string;
                        tls?: string;
                        options?: {
                            [key: string]: string | number | boolean;
                        };
                        shows?: boolean;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            driver: string;
                            label: string;
                            /** @enum {string} */
                            kind: "found";
                            url: string;
                            pollMs: number;
                            hasChannels: boolean;
                            serial?: string;
                            name?: string;
                            readings: {
                                channel: string;
                                name?: string;
                                in?: number;
                                out?: number;
                                occupancy?: number;
                                suspect?: boolean;
                            }[];
                        } | {
                            /** @enum {string} */
                            kind: "sign-in";
                            url: string;
                            families: {
                                driver: string;
                                label: string;
                                /** @enum {string} */
                                credential: "password" | "apiKey" | "token" | "none";
                                url: string;
                                parameters: {
                                    key: string;
                                    label: {
                                        [key: string]: string;
                                    };
                                    default?: string | number | boolean;
                                    values?: (string | number | boolean)[];
                                }[];
                            }[];
                        } | {
                            driver: string;
                            label: string;
                            /** @enum {string} */
                            kind: "answer";
                            url: string;
                            answer: unknown;
                            topic?: string;
                        } | {
                            /** @enum {string} */
                            kind: "certificate";
                            url: string;
                            fingerprint?: string;
                            isChanged: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "failed";
                            url: string;
                            /** @enum {string} */
                            reason: "no-such-host" | "refused" | "unreachable" | "timeout" | "not-http" | "not-recognised" | "wrong-credentials" | "basic-over-http" | "forbidden" | "wrong-family" | "switched-off" | "rate-limited" | "not-allowed" | "other";
                            label?: string;
                            detail?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            sensor: string;
                            driver: string;
                            url: string;
                            /** @enum {string} */
                            status: "ok" | "stale" | "unauthorized" | "unreachable" | "invalid";
                            title?: string;
                            serial?: string;
                            name?: string;
                            lastReadingAt?: string;
                            readings: {
                                channel: string;
                                name?: string;
                                in?: number;
                                out?: number;
                                occupancy?: number;
                                suspect?: boolean;
                            }[];
                            deviceTime?: string;
                            lastError?: {
                                at: string;
                                error: {
                                    /** @enum {string} */
                                    kind: "unreachable";
                                    detail: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "timeout";
                                    timeoutMs: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "certificate";
                                    detail: string;
                                    fingerprint?: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "unauthorized";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-allowed";
                                    address: string;
                                    /** @enum {string} */
                                    rule: "metadata" | "networks";
                                } | {
                                    /** @enum {string} */
                                    kind: "basic-over-http";
                                } | {
                                    /** @enum {string} */
                                    kind: "forbidden";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-found";
                                    path: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "rate-limited";
                                    retryAfterMs?: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "http-status";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "invalid";
                                    field: string;
                                    expected: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "device";
                                    code: number;
                                    message: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "other-device";
                                    pinned: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "switched-off";
                                    feature: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "no-channel";
                                    channel: string;
                                    available: string[];
                                };
                                message: string;
                            };
                            failures: number;
                            nextTryAt?: string;
                            zones: string[];
                            simulated: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/by-hand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        minutes?: number;
                        inside?: {
                            zone: string;
                            occupancy: number;
                        }[];
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            sensor: string;
                            name: string;
                            zones: {
                                zone: string;
                                name: string;
                                occupancy: number;
                            }[];
                            /** @enum {string} */
                            byHand: "always" | "now" | "no";
                            until?: string;
                            by?: string;
                            isSensorOk?: boolean;
                            in: number;
                            out: number;
                            phones: {
                                phone: string;
                                who: string;
                                seenAt: string;
                                isHere: boolean;
                            }[];
                            hasLink: boolean;
                        };
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/count-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            path: string;
                            key: string;
                        };
                    };
                };
            };
        };
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            parts: ("facts" | "placement" | "parameters" | "logs" | "logs/archive" | "days")[];
                            exports: {
                                /** @enum {string} */
                                subject: "counts" | "occupancy" | "crossings" | "visits" | "drop-in";
                                formats: ("csv" | "json" | "xml" | "cnt")[];
                                resolutions: ("finest" | "1m" | "15m" | "1h" | "1d")[];
                                mostDays?: number;
                            }[];
                            actions: {
                                /** @enum {string} */
                                id: "restart-passthrough" | "reset-counters" | "clear-data";
                                isDestructive: boolean;
                                channels?: string[];
                            }[];
                            hasHistory: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device/actions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                    id: "restart-passthrough" | "reset-counters" | "clear-data";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        confirm?: string;
                        channel?: string;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            days: string[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    subject?: "counts" | "occupancy" | "crossings" | "visits" | "drop-in";
                    format: "csv" | "json" | "xml" | "cnt";
                    resolution?: "finest" | "1m" | "15m" | "1h" | "1d";
                    from: string;
                    to: string;
                };
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            name: "model" | "serial" | "firmware" | "name" | "device-time" | "errors" | "frame-rate" | "frame-rate-mean" | "frames" | "signal" | "sensor" | "counter" | "path" | "stay" | "zone";
                            subject?: string;
                            value: string;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            text: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device/logs/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            value: string;
                            isWritable: boolean;
                        }[];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        value: string;
                        before: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            before: string;
                            after: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/device/placement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            width: number;
                            height: number;
                            left: number;
                            right: number;
                            top: number;
                            bottom: number;
                            yFirst: number;
                            yLast: number;
                            radius: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{site}/{sensor}/passages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            sensor: string;
                            name: string;
                            zones: {
                                zone: string;
                                name: string;
                                occupancy: number;
                            }[];
                            /** @enum {string} */
                            byHand: "always" | "now" | "no";
                            until?: string;
                            by?: string;
                            isSensorOk?: boolean;
                            in: number;
                            out: number;
                            phones: {
                                phone: string;
                                who: string;
                                seenAt: string;
                                isHere: boolean;
                            }[];
                            hasLink: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        items: ({
                            id: string;
                            at: string;
                            in: number;
                            out: number;
                        } | {
                            id: string;
                            /** @enum {boolean} */
                            undo: true;
                        })[];
                        phone?: string;
                        sentAt?: string;
                        isLeaving?: boolean;
                        without?: string[];
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            sensor: string;
                            name: string;
                            zones: {
                                zone: string;
                                name: string;
                                occupancy: number;
                            }[];
                            /** @enum {string} */
                            byHand: "always" | "now" | "no";
                            until?: string;
                            by?: string;
                            isSensorOk?: boolean;
                            in: number;
                            out: number;
                            phones: {
                                phone: string;
                                who: string;
                                seenAt: string;
                                isHere: boolean;
                            }[];
                            hasLink: boolean;
                            ignored: {
                                id: string;
                                /** @enum {string} */
                                why: "too-old" | "not-by-hand";
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sidecars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                id: string;
                                address: string;
                                version: string;
                                since: string;
                                weight: number;
                                isDrained: boolean;
                                sites: number;
                                isSelf: boolean;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sidecars/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    sidecar?: string;
                    search?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            sidecar?: string;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sidecars/{id}/drain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            address: string;
                            version: string;
                            since: string;
                            weight: number;
                            isDrained: boolean;
                            sites: number;
                            isSelf: boolean;
                        };
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            address: string;
                            version: string;
                            since: string;
                            weight: number;
                            isDrained: boolean;
                            sites: number;
                            isSelf: boolean;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            passwords: boolean;
                            provider?: {
                                name: string;
                                isReachable: boolean;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traffic: boolean;
                            items: {
                                site: string;
                                sensor: string;
                                driver: string;
                                fault: string | null;
                                channels: {
                                    channel: string;
                                    in: number;
                                    out: number;
                                    occupancy: number;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulator/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        on: boolean;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulator/{site}/{sensor}/fault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fault: string | null;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulator/{site}/{sensor}/walk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    sensor: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        in?: number;
                        out?: number;
                        channel?: string;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            timezone: string;
                            languages: string[];
                            simulated: boolean;
                            resetAt?: string;
                            tags: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            timezone: string;
                            languages: string[];
                            simulated: boolean;
                            resetAt?: string;
                            tags: {
                                [key: string]: string;
                            };
                            home?: {
                                id: string;
                                address: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/alerts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        format: {
                            /** @enum {string} */
                            kind: "slack";
                        } | {
                            /** @enum {string} */
                            kind: "teams";
                        } | {
                            /** @enum {string} */
                            kind: "ntfy";
                            to: string;
                        } | {
                            /** @enum {string} */
                            kind: "telegram";
                            to: string;
                        } | {
                            /** @enum {string} */
                            kind: "sms";
                            to: string;
                            from: string;
                        } | {
                            /** @enum {string} */
                            kind: "own";
                            expression: string;
                            /** @enum {string} */
                            type?: "json" | "form" | "text";
                        };
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            type?: string;
                            body?: string;
                            problem?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/alerts/push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        endpoint: string;
                        keys: {
                            p256dh: string;
                            auth: string;
                        };
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query: {
                    endpoint: string;
                };
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/alerts/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rules: {
                                nearlyFull: {
                                    isOn: boolean;
                                };
                                full: {
                                    isOn: boolean;
                                };
                                likelyFull: {
                                    isOn: boolean;
                                };
                                sensor: {
                                    isOn: boolean;
                                    minutes: number;
                                };
                                display: {
                                    isOn: boolean;
                                    minutes: number;
                                };
                                drift: {
                                    isOn: boolean;
                                    people: number;
                                };
                            };
                            quietHours?: {
                                from: string;
                                to: string;
                            };
                            emails: string[];
                            webhooks: {
                                id: string;
                                url: string;
                                format?: {
                                    /** @enum {string} */
                                    kind: "slack";
                                } | {
                                    /** @enum {string} */
                                    kind: "teams";
                                } | {
                                    /** @enum {string} */
                                    kind: "ntfy";
                                    to: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "telegram";
                                    to: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "sms";
                                    to: string;
                                    from: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "own";
                                    expression: string;
                                    /** @enum {string} */
                                    type: "json" | "form" | "text";
                                };
                            }[];
                            canEmail: boolean;
                            pushes: number;
                            failures: {
                                /** @enum {string} */
                                code?: "mail-not-set-up" | "mail-name-unknown" | "mail-not-allowed" | "mail-refused" | "mail-no-answer" | "mail-unreachable" | "mail-other-server" | "mail-other-encryption" | "mail-no-encryption" | "mail-certificate" | "mail-certificate-expired" | "mail-certificate-other" | "mail-sign-in-wrong" | "mail-sign-in-wanted" | "mail-sender-refused" | "mail-receiver-refused" | "mail-later" | "mail-not-taken" | "webhook-name-unknown" | "webhook-not-allowed" | "webhook-refused" | "webhook-no-answer" | "webhook-unreachable" | "webhook-certificate" | "webhook-certificate-expired" | "webhook-certificate-other" | "webhook-not-http" | "webhook-moved" | "webhook-sign-in" | "webhook-not-found" | "webhook-gone" | "webhook-too-many" | "webhook-fault" | "webhook-status" | "webhook-template" | "push-unreachable" | "push-not-allowed" | "push-no-answer" | "push-certificate" | "push-gone" | "push-keys" | "push-refused" | "push-too-many" | "push-fault" | "push-status";
                                values?: {
                                    [key: string]: string | number;
                                };
                                message: string;
                                /** @enum {string} */
                                channel: "email" | "push" | "webhook";
                                target: string;
                                at: string;
                                isRetried: boolean;
                            }[];
                            newSecrets: {
                                id: string;
                                secret: string;
                            }[];
                            revision: string;
                        };
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rules: {
                            nearlyFull: {
                                isOn: boolean;
                            };
                            full: {
                                isOn: boolean;
                            };
                            likelyFull?: {
                                isOn: boolean;
                            };
                            sensor: {
                                isOn: boolean;
                                minutes: number;
                            };
                            display: {
                                isOn: boolean;
                                minutes: number;
                            };
                            drift: {
                                isOn: boolean;
                                people: number;
                            };
                        };
                        quietHours?: {
                            from: string;
                            to: string;
                        };
                        emails: string[];
                        webhooks: {
                            id?: string;
                            url: string;
                            format?: {
                                /** @enum {string} */
                                kind: "slack";
                            } | {
                                /** @enum {string} */
                                kind: "teams";
                            } | {
                                /** @enum {string} */
                                kind: "ntfy";
                                to: string;
                            } | {
                                /** @enum {string} */
                                kind: "telegram";
                                to: string;
                            } | {
                                /** @enum {string} */
                                kind: "sms";
                                to: string;
                                from: string;
                            } | {
                                /** @enum {string} */
                                kind: "own";
                                expression: string;
                                /** @enum {string} */
                                type?: "json" | "form" | "text";
                            };
                        }[];
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rules: {
                                nearlyFull: {
                                    isOn: boolean;
                                };
                                full: {
                                    isOn: boolean;
                                };
                                likelyFull: {
                                    isOn: boolean;
                                };
                                sensor: {
                                    isOn: boolean;
                                    minutes: number;
                                };
                                display: {
                                    isOn: boolean;
                                    minutes: number;
                                };
                                drift: {
                                    isOn: boolean;
                                    people: number;
                                };
                            };
                            quietHours?: {
                                from: string;
                                to: string;
                            };
                            emails: string[];
                            webhooks: {
                                id: string;
                                url: string;
                                format?: {
                                    /** @enum {string} */
                                    kind: "slack";
                                } | {
                                    /** @enum {string} */
                                    kind: "teams";
                                } | {
                                    /** @enum {string} */
                                    kind: "ntfy";
                                    to: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "telegram";
                                    to: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "sms";
                                    to: string;
                                    from: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "own";
                                    expression: string;
                                    /** @enum {string} */
                                    type: "json" | "form" | "text";
                                };
                            }[];
                            canEmail: boolean;
                            pushes: number;
                            failures: {
                                /** @enum {string} */
                                code?: "mail-not-set-up" | "mail-name-unknown" | "mail-not-allowed" | "mail-refused" | "mail-no-answer" | "mail-unreachable" | "mail-other-server" | "mail-other-encryption" | "mail-no-encryption" | "mail-certificate" | "mail-certificate-expired" | "mail-certificate-other" | "mail-sign-in-wrong" | "mail-sign-in-wanted" | "mail-sender-refused" | "mail-receiver-refused" | "mail-later" | "mail-not-taken" | "webhook-name-unknown" | "webhook-not-allowed" | "webhook-refused" | "webhook-no-answer" | "webhook-unreachable" | "webhook-certificate" | "webhook-certificate-expired" | "webhook-certificate-other" | "webhook-not-http" | "webhook-moved" | "webhook-sign-in" | "webhook-not-found" | "webhook-gone" | "webhook-too-many" | "webhook-fault" | "webhook-status" | "webhook-template" | "push-unreachable" | "push-not-allowed" | "push-no-answer" | "push-certificate" | "push-gone" | "push-keys" | "push-refused" | "push-too-many" | "push-fault" | "push-status";
                                values?: {
                                    [key: string]: string | number;
                                };
                                message: string;
                                /** @enum {string} */
                                channel: "email" | "push" | "webhook";
                                target: string;
                                at: string;
                                isRetried: boolean;
                            }[];
                            newSecrets: {
                                id: string;
                                secret: string;
                            }[];
                            revision: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                date: string;
                                hours: string;
                                name?: string;
                                /** @enum {string} */
                                source: "week" | "holiday" | "special" | "calendar";
                            }[];
                            subscription?: {
                                fetchedAt?: string;
                                problem?: string;
                                /** @enum {string} */
                                problemCode?: "status" | "no-answer" | "redirects" | "no-file" | "unreachable" | "too-large" | "too-many-events" | "no-calendar" | "unreadable";
                                problemValues?: {
                                    [key: string]: string | number;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/insights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    compare?: "previous" | "year";
                };
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            period: {
                                from: string;
                                to: string;
                            };
                            comparison: {
                                from: string;
                                to: string;
                                /** @enum {string} */
                                kind: "previous" | "year";
                            };
                            sensors: {
                                sensor: string;
                                driver: string;
                                askedAt: string;
                                zones: {
                                    zone?: string;
                                    name?: string;
                                    bounceThresholdS?: number;
                                    current: {
                                        visits?: number | ("not-in-plan" | "off" | "none");
                                        uniqueVisits?: number | ("not-in-plan" | "off" | "none");
                                        bounces?: number | ("not-in-plan" | "off" | "none");
                                        dwell?: {
                                            meanS: number;
                                            quartilesS?: number[];
                                        } | ("not-in-plan" | "off" | "none");
                                        dropIn?: {
                                            passersBy: number;
                                            entries: number;
                                            rate: number | "none";
                                            isConfigurationSignal: boolean;
                                        } | ("not-in-plan" | "off" | "none");
                                        course: {
                                            at: string;
                                            visits: number;
                                        }[];
                                    };
                                    comparison?: {
                                        visits?: number | ("not-in-plan" | "off" | "none");
                                        uniqueVisits?: number | ("not-in-plan" | "off" | "none");
                                        bounces?: number | ("not-in-plan" | "off" | "none");
                                        dwell?: {
                                            meanS: number;
                                            quartilesS?: number[];
                                        } | ("not-in-plan" | "off" | "none");
                                        dropIn?: {
                                            passersBy: number;
                                            entries: number;
                                            rate: number | "none";
                                            isConfigurationSignal: boolean;
                                        } | ("not-in-plan" | "off" | "none");
                                        course: {
                                            at: string;
                                            visits: number;
                                        }[];
                                    };
                                }[];
                                now: {
                                    queues: {
                                        queue: string;
                                        name?: string;
                                        people: number;
                                    }[];
                                    stays: {
                                        zone: string;
                                        name?: string;
                                        lastDayS: number;
                                        lastWeekS?: number;
                                    }[];
                                    paths: {
                                        zones: string[];
                                        people: number;
                                    }[];
                                };
                                problems: {
                                    /** @enum {string} */
                                    part: "visits" | "drop-in" | "course" | "queues" | "stays" | "paths";
                                    error: {
                                        /** @enum {string} */
                                        kind: "unreachable";
                                        detail: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "timeout";
                                        timeoutMs: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "certificate";
                                        detail: string;
                                        fingerprint?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "unauthorized";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-allowed";
                                        address: string;
                                        /** @enum {string} */
                                        rule: "metadata" | "networks";
                                    } | {
                                        /** @enum {string} */
                                        kind: "basic-over-http";
                                    } | {
                                        /** @enum {string} */
                                        kind: "forbidden";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "not-found";
                                        path: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "rate-limited";
                                        retryAfterMs?: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "http-status";
                                        status: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "invalid";
                                        field: string;
                                        expected: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "device";
                                        code: number;
                                        message: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "other-device";
                                        pinned: string;
                                        found: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "switched-off";
                                        feature: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "no-channel";
                                        channel: string;
                                        available: string[];
                                    };
                                    message: string;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            path: string;
                            /** @enum {string} */
                            type: "image/png" | "image/jpeg" | "image/webp" | "image/svg+xml" | "video/mp4" | "video/webm";
                            size: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    kind?: "week" | "month";
                    day?: string;
                };
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "week" | "month";
                            site?: string;
                            name: string;
                            from: string;
                            to: string;
                            timezone: string;
                            madeAt: string;
                            isWhole: boolean;
                            simulated: boolean;
                            zones: {
                                site: string;
                                siteName: string;
                                zone: string;
                                name: string;
                                visitors: number;
                                visitorsBefore: number | null;
                                peak: {
                                    at: string;
                                    occupancy: number;
                                    capacity: number | null;
                                } | null;
                                lights: {
                                    greenS: number;
                                    amberS: number;
                                    redS: number;
                                    unknownS: number;
                                    closedS: number;
                                };
                                known: number | null;
                                above: {
                                    from: string;
                                    to: string;
                                    most: number;
                                    capacity: number;
                                }[];
                                aboveCount: number;
                                days: {
                                    date: string;
                                    isClosed: boolean;
                                    name?: string;
                                    visitors: number | null;
                                    peak: number | null;
                                }[];
                                hours: (number | null)[];
                                isPartial: boolean;
                                drift: {
                                    closings: number;
                                    mean: number;
                                    worst: number;
                                    worstDay: string;
                                } | null;
                                forecast: {
                                    date: string;
                                    isClosed: boolean;
                                    expected: number | null;
                                    at?: string;
                                    /** @enum {string} */
                                    light: "green" | "amber" | "red" | "unknown" | "closed";
                                }[];
                            }[];
                            health: {
                                site: string;
                                /** @enum {string} */
                                kind: "sensor" | "display";
                                id: string;
                                name: string;
                                failures: number;
                                failedS: number;
                                longestS: number;
                            }[];
                            sensors: number;
                            displays: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/report/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "week" | "month";
                        day?: string;
                    };
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site}/report/sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sent: {
                                scope: string;
                                /** @enum {string} */
                                kind: "week" | "month";
                                from: string;
                                email: string;
                                /** @enum {string} */
                                state: "waiting" | "sending" | "sent" | "given-up";
                                at: string;
                                message?: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tablets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            site: string;
                            createdAt: string;
                            createdBy: string;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        site: string;
                    };
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            site: string;
                            createdAt: string;
                            createdBy: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tablets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            site: string;
                            siteName: string;
                            people: {
                                id: string;
                                name: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        person: string;
                        pin: string;
                    };
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            zone: string;
                            name: string;
                            occupancy: number;
                            capacity: number;
                            utilization: number;
                            /** @enum {string} */
                            light: "green" | "amber" | "red" | "unknown" | "closed";
                            reason: string;
                            since: string;
                            asOf: string;
                            validForMs: number;
                            seq: number;
                            in: number;
                            out: number;
                            drift: number;
                            startedWith?: number;
                            found?: {
                                at: string;
                                occupancy: number;
                            };
                            set?: {
                                at: string;
                                to: number;
                            };
                            redEndsAt?: number;
                            free?: number;
                            waitMinutes?: number;
                            opens?: {
                                at: string;
                                time: string;
                                weekday?: number;
                                date?: string;
                            };
                            closedBecause?: {
                                [key: string]: string;
                            };
                            plausible?: {
                                low: number;
                                high: number;
                            };
                            outlook?: {
                                quieter?: {
                                    at: string;
                                    time: string;
                                };
                                full?: {
                                    at: string;
                                    time: string;
                                };
                            };
                            capacitySet?: {
                                usual: number;
                                until?: string;
                            };
                            /** @enum {string} */
                            emergency?: "leave" | "keep-out";
                            simulated: boolean;
                            warnings: string[];
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            site: string;
                            zone: string;
                            name: string;
                            occupancy: number;
                            capacity: number;
                            utilization: number;
                            /** @enum {string} */
                            light: "green" | "amber" | "red" | "unknown" | "closed";
                            reason: string;
                            since: string;
                            asOf: string;
                            validForMs: number;
                            seq: number;
                            in: number;
                            out: number;
                            drift: number;
                            startedWith?: number;
                            found?: {
                                at: string;
                                occupancy: number;
                            };
                            set?: {
                                at: string;
                                to: number;
                            };
                            redEndsAt?: number;
                            free?: number;
                            waitMinutes?: number;
                            opens?: {
                                at: string;
                                time: string;
                                weekday?: number;
                                date?: string;
                            };
                            closedBecause?: {
                                [key: string]: string;
                            };
                            plausible?: {
                                low: number;
                                high: number;
                            };
                            outlook?: {
                                quieter?: {
                                    at: string;
                                    time: string;
                                };
                                full?: {
                                    at: string;
                                    time: string;
                                };
                            };
                            capacitySet?: {
                                usual: number;
                                until?: string;
                            };
                            /** @enum {string} */
                            emergency?: "leave" | "keep-out";
                            simulated: boolean;
                            warnings: string[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        occupancy: number;
                        note?: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            result: "done" | "partial" | "failed";
                            from: number;
                            to: number;
                            sources: {
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                outcome: "confirmed" | "accepted" | "software" | "rejected" | "unreachable";
                                code?: number;
                                message?: string;
                                error?: {
                                    /** @enum {string} */
                                    kind: "unreachable";
                                    detail: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "timeout";
                                    timeoutMs: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "certificate";
                                    detail: string;
                                    fingerprint?: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "unauthorized";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-allowed";
                                    address: string;
                                    /** @enum {string} */
                                    rule: "metadata" | "networks";
                                } | {
                                    /** @enum {string} */
                                    kind: "basic-over-http";
                                } | {
                                    /** @enum {string} */
                                    kind: "forbidden";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-found";
                                    path: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "rate-limited";
                                    retryAfterMs?: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "http-status";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "invalid";
                                    field: string;
                                    expected: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "device";
                                    code: number;
                                    message: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "other-device";
                                    pinned: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "switched-off";
                                    feature: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "no-channel";
                                    channel: string;
                                    available: string[];
                                };
                                /** @enum {string} */
                                reason?: "not-yet-visible" | "superseded";
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/calibration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            mode: "off" | "suggest" | "auto";
                            /** @enum {string} */
                            advice: "correct" | "no-help" | "too-early" | "no-closings" | "levels";
                            days: number;
                            misses: {
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                kind: "workday" | "weekend";
                                /** @enum {string} */
                                side: "in" | "out";
                                of100: number;
                                within: number;
                            }[];
                            closings: {
                                day: string;
                                without: number;
                                with?: number;
                            }[];
                            mean?: {
                                without: number;
                                with: number;
                            };
                            applied: {
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                kind: "workday" | "weekend";
                                in: number;
                                out: number;
                            }[] | null;
                        };
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never> | null;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            mode: "off" | "suggest" | "auto";
                            /** @enum {string} */
                            advice: "correct" | "no-help" | "too-early" | "no-closings" | "levels";
                            days: number;
                            misses: {
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                kind: "workday" | "weekend";
                                /** @enum {string} */
                                side: "in" | "out";
                                of100: number;
                                within: number;
                            }[];
                            closings: {
                                day: string;
                                without: number;
                                with?: number;
                            }[];
                            mean?: {
                                without: number;
                                with: number;
                            };
                            applied: {
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                kind: "workday" | "weekend";
                                in: number;
                                out: number;
                            }[] | null;
                        };
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            capacity: number;
                            until?: string;
                            note?: string;
                            by: string;
                            since: string;
                        } | null;
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        capacity: number;
                        until?: string;
                        note?: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            capacity: number;
                            until?: string;
                            note?: string;
                            by: string;
                            since: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    days?: number;
                };
                header?: never;
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            madeAt: string;
                            /** @enum {string} */
                            resolution: "15m";
                            rows: {
                                from: string;
                                to: string;
                                expected: number;
                                low: number;
                                high: number;
                                /** @enum {string} */
                                light: "green" | "amber" | "red" | "unknown" | "closed";
                            }[];
                            quietest: {
                                from: string;
                                to: string;
                            }[];
                            accuracy: {
                                mae: number | null;
                                baselineMae: number | null;
                                days: number;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    resolution?: "1m" | "15m" | "1h" | "1d";
                };
                header?: never;
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            resolution: "1m" | "15m" | "1h" | "1d";
                            rows: {
                                from: string;
                                to: string;
                                min: number | null;
                                max: number | null;
                                avg: number | null;
                                in: number;
                                out: number;
                                amberS: number;
                                redS: number;
                                unknownS: number;
                                closedS: number;
                                recordedS: number;
                                backfilledS: number;
                                capacity: number | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/history/typical": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            day: string;
                            days: string[];
                            rows: {
                                from: string;
                                to: string;
                                occupancy: number;
                                days: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/history/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        capacity: number;
                        amberAt: number;
                        redAt: number;
                        from?: string;
                        to?: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            redMs: number;
                            amberMs: number;
                            from: string;
                            to: string;
                            before: {
                                redMs: number;
                                amberMs: number;
                            };
                            careful: {
                                redMs: number;
                                amberMs: number;
                            };
                            knownMs: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            light: "green" | "amber" | "red" | "closed";
                            until?: string;
                            note?: string;
                            /** @enum {string} */
                            emergency?: "leave" | "keep-out";
                            by: string;
                            since: string;
                        } | null;
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        light: "green" | "amber" | "red" | "closed";
                        until?: string;
                        note?: string;
                        /** @enum {string} */
                        emergency?: "leave" | "keep-out";
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            light: "green" | "amber" | "red" | "closed";
                            until?: string;
                            note?: string;
                            /** @enum {string} */
                            emergency?: "leave" | "keep-out";
                            by: string;
                            since: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{site}/{zone}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        note?: string;
                    } | null;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            result: "done" | "partial" | "failed";
                            from: number;
                            to: number;
                            sources: {
                                sensor: string;
                                channel: string;
                                /** @enum {string} */
                                outcome: "confirmed" | "accepted" | "software" | "rejected" | "unreachable";
                                code?: number;
                                message?: string;
                                error?: {
                                    /** @enum {string} */
                                    kind: "unreachable";
                                    detail: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "timeout";
                                    timeoutMs: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "certificate";
                                    detail: string;
                                    fingerprint?: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "unauthorized";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-allowed";
                                    address: string;
                                    /** @enum {string} */
                                    rule: "metadata" | "networks";
                                } | {
                                    /** @enum {string} */
                                    kind: "basic-over-http";
                                } | {
                                    /** @enum {string} */
                                    kind: "forbidden";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "not-found";
                                    path: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "rate-limited";
                                    retryAfterMs?: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "http-status";
                                    status: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "invalid";
                                    field: string;
                                    expected: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "device";
                                    code: number;
                                    message: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "other-device";
                                    pinned: string;
                                    found: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "switched-off";
                                    feature: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "no-channel";
                                    channel: string;
                                    available: string[];
                                };
                                /** @enum {string} */
                                reason?: "not-yet-visible" | "superseded";
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
