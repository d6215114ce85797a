export interface paths {
    "/api/v1/about": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            version: string;
                            node: string;
                            platform: string;
                            database: {
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
                                failure?: "no-answer" | "not-allowed" | "redirect" | "status" | "unreadable";
                            };
                        };
                    };
                };
            };
        };
    };
    "/api/v1/alerts": {
        get: {
            parameters: {
                query?: {
                    site?: string;
                    before?: string;
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            open: components["schemas"]["Alert"][];
                            recent: components["schemas"]["Alert"][];
                            next?: string;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/alerts/push-key": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            publicKey: string;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/alerts/smtp": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            host: string;
                            port: number;
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
                path?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        host: string;
                        port: number;
                        security: "tls" | "starttls" | "none";
                        username?: string;
                        password?: string | null;
                        from: string;
                    };
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            host: string;
                            port: number;
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
        delete: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/alerts/test": {
        post: {
            parameters: {
                query?: never;
                path?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        site: string;
                        channel: "email" | "push" | "webhook";
                        webhook?: string;
                    };
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            sent: number;
                            failures: {
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
    };
    "/api/v1/api-keys": {
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
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
        post: {
            parameters: {
                query?: never;
                path?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        role?: "administrator" | "manager" | "staff" | "viewer";
                        sites?: {
                            [key: string]: "manager" | "staff" | "viewer";
                        };
                    };
                };
            };
            responses: {
                201: {
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
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
    };
    "/api/v1/api-keys/{id}": {
        delete: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/audit": {
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
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            id: number;
                            at: string;
                            who: string;
                            action: "adjust" | "reset" | "hold" | "release" | "set-capacity" | "end-capacity" | "calibrate" | "take-back" | "sign-in" | "pair" | "make-key" | "remove-key" | "configure" | "remove" | "unlock" | "lock-out" | "add-person" | "change-person" | "remove-person" | "set-password" | "set-pin" | "remove-pin" | "sign-out-everywhere" | "add-tablet" | "remove-tablet" | "import" | "backup" | "restore" | "diagnostics" | "remove-demo" | "set-parameter" | "restart-passthrough" | "reset-counters" | "clear-data" | "lamp-test" | "count-by-hand" | "end-count-by-hand" | "make-count-link" | "remove-count-link" | "send-report" | "drain" | "end-drain";
                            site?: string;
                            zone?: string;
                            from?: string;
                            to?: string;
                            note?: string;
                            result?: "done" | "partial" | "failed" | "superseded";
                            sources?: components["schemas"]["AdjustedSource"][];
                            names?: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "/api/v1/backfills": {
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    site?: string;
                    sensor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            items: components["schemas"]["Backfill"][];
                        };
                    };
                };
            };
        };
        post: {
            parameters: {
                query?: never;
                path?: never;
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
                    content: {
                        "application/json": {
                            items: components["schemas"]["Backfill"][];
                        };
                    };
                };
                202: {
                    content: {
                        "application/json": {
                            items: components["schemas"]["Backfill"][];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/backup": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/config": {
        get: {
            parameters: {
                query?: {
                    site?: string;
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["ConfigEntry"][];
                    };
                };
            };
        };
    };
    "/api/v1/config.yaml": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/config/import": {
        post: {
            parameters: {
                query?: {
                    trial?: string;
                };
                path?: never;
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
                    content: {
                        "application/json": {
                            differences: {
                                site: string;
                                kind: "site" | "sensor" | "zone" | "display" | "lamp";
                                id: string;
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
    };
    "/api/v1/config/{site}/{kind}/{id}": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    kind: "site" | "sensor" | "zone" | "display" | "lamp";
                    id: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["ConfigEntry"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: {
                    trial?: string;
                };
                path: {
                    site: string;
                    kind: "site" | "sensor" | "zone" | "display" | "lamp";
                    id: string;
                };
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
                    content: {
                        "application/json": components["schemas"]["ConfigEntry"];
                    };
                };
                204: {
                    content?: never;
                };
            };
        };
        delete: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    kind: "site" | "sensor" | "zone" | "display" | "lamp";
                    id: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/demo": {
        delete: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/diagnostics": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": string;
                    };
                };
            };
        };
    };
    "/api/v1/displays": {
        get: {
            parameters: {
                query?: {
                    site?: string;
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["DisplayStatus"][];
                    };
                };
            };
        };
    };
    "/api/v1/displays/changes": {
        get: {
            parameters: {
                query?: {
                    since?: string;
                    site?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            cursor: string;
                            isAll: boolean;
                            displays: components["schemas"]["DisplayStatus"][];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/displays/fleet": {
        get: {
            parameters: {
                query?: {
                    search?: string;
                    onlyTroubled?: string;
                    from?: number;
                    count?: number;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            total: number;
                            troubled: number;
                            from: number;
                            displays: {
                                site: string;
                                display: string;
                                zone: string;
                                connections: number;
                                seenAt?: string;
                                keyed: boolean;
                                name?: string;
                                layout?: "light" | "number" | "bar" | "zones" | "strip";
                                lowContrast?: ("green" | "amber" | "red" | "unknown" | "closed")[];
                                showNumber?: boolean;
                                zones?: string[];
                                screen?: components["schemas"]["DisplayScreen"];
                                screens?: components["schemas"]["DisplayScreen"][];
                                siteName: string;
                                zoneName: string;
                                timezone: string;
                                isClosed: boolean;
                            }[];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/displays/pair": {
        post: {
            parameters: {
                query?: never;
                path?: never;
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
    };
    "/api/v1/displays/pairing": {
        post: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
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
    };
    "/api/v1/displays/pairing/{ticket}": {
        get: {
            parameters: {
                query?: never;
                path: {
                    ticket: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            status: "waiting";
                        } | {
                            status: "paired";
                            path: string;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/displays/pairing/{ticket}/qr": {
        get: {
            parameters: {
                query?: never;
                path: {
                    ticket: string;
                };
            };
            responses: {
                200: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/displays/{site}/{display}": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    display: string;
                };
            };
            responses: {
                200: {
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
                                layout?: "light" | "number" | "bar" | "zones" | "strip";
                                zones?: string[];
                                revision?: string;
                            };
                            zone: components["schemas"]["ZoneState"];
                            others?: components["schemas"]["ZoneState"][];
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
    };
    "/api/v1/displays/{site}/{display}/command": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    display: string;
                };
            };
            requestBody: {
                content: {
                    "application/json": {
                        command: "reload" | "identify" | "test";
                    };
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/history/retention": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
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
                path?: never;
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
                    content: {
                        "application/json": {
                            minuteDays: number | null;
                            rollUpDays: number | null;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/holidays": {
        get: {
            parameters: {
                query?: {
                    country?: string;
                };
                path?: never;
            };
            responses: {
                200: {
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
    };
    "/api/v1/lamps": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            lamps: {
                                site: string;
                                lamp: string;
                                name?: string;
                                zone: string;
                                driver: "axis-io" | "modbus-tcp" | "http" | "mqtt";
                                isBarrier: boolean;
                                wanted: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                                shown?: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                                condition: "starting" | "ok" | "told" | "failed";
                                testUntil?: string;
                                error?: string;
                            }[];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/lamps/{site}/{lamp}/test": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    lamp: string;
                };
            };
            requestBody: {
                content: {
                    "application/json": {
                        state?: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                        seconds?: number;
                    };
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            site: string;
                            lamp: string;
                            name?: string;
                            zone: string;
                            driver: "axis-io" | "modbus-tcp" | "http" | "mqtt";
                            isBarrier: boolean;
                            wanted: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                            shown?: "green" | "amber" | "red" | "unknown" | "closed" | "keepOut" | "leave";
                            condition: "starting" | "ok" | "told" | "failed";
                            testUntil?: string;
                            error?: string;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/me": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            id: string;
                            username: string;
                            name: string;
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
                path?: never;
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
                    content?: never;
                };
            };
        };
    };
    "/api/v1/me/password": {
        put: {
            parameters: {
                query?: never;
                path?: never;
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
                    content?: never;
                };
            };
        };
    };
    "/api/v1/me/sessions": {
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
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
    };
    "/api/v1/me/sessions/{id}": {
        delete: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/me/sign-out-everywhere": {
        post: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/names": {
        get: {
            parameters: {
                query?: {
                    site?: string | string[];
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            site: string;
                            name: string;
                            zones: {
                                [key: string]: string;
                            };
                            sensors: {
                                [key: string]: string;
                            };
                            displays: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "/api/v1/people": {
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["Person"][];
                    };
                };
            };
        };
        post: {
            parameters: {
                query?: never;
                path?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        username: string;
                        name?: string;
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
                    content: {
                        "application/json": components["schemas"]["Person"];
                    };
                };
            };
        };
    };
    "/api/v1/people/{id}": {
        put: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        role?: "administrator" | "manager" | "staff" | "viewer";
                        sites?: {
                            [key: string]: "manager" | "staff" | "viewer";
                        };
                    };
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["Person"];
                    };
                };
            };
        };
        delete: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/people/{id}/password": {
        put: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
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
                    content?: never;
                };
            };
        };
    };
    "/api/v1/people/{id}/pin": {
        put: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
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
                    content?: never;
                };
            };
        };
        delete: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/people/{id}/sign-out": {
        post: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/report": {
        get: {
            parameters: {
                query?: {
                    kind?: "week" | "month";
                    day?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            kind: "week" | "month";
                            site?: string;
                            name: string;
                            from: string;
                            to: string;
                            timezone: string;
                            madeAt: string;
                            isWhole: boolean;
                            simulated: boolean;
                            zones: components["schemas"]["ZoneReport"][];
                            health: {
                                site: string;
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
    };
    "/api/v1/report/settings": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
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
                                kind: "week" | "month";
                                from: string;
                                email: string;
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
                path?: never;
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
    };
    "/api/v1/restore": {
        post: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                202: {
                    content: {
                        "application/json": {
                            restarting: true;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/sensors": {
        get: {
            parameters: {
                query?: {
                    site?: string;
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["SensorStatus"][];
                    };
                };
            };
        };
    };
    "/api/v1/sensors/drivers": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            drivers: {
                                driver: string;
                                label: string;
                                address: "device" | "whole" | "broker" | "none";
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
    };
    "/api/v1/sensors/probe": {
        post: {
            parameters: {
                query?: never;
                path?: never;
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
                    content: {
                        "application/json": {
                            driver: string;
                            label: string;
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
                            kind: "sign-in";
                            url: string;
                            families: {
                                driver: string;
                                label: string;
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
                            kind: "answer";
                            url: string;
                            answer: unknown;
                            topic?: string;
                        } | {
                            kind: "certificate";
                            url: string;
                            fingerprint?: string;
                            isChanged: boolean;
                        } | {
                            kind: "failed";
                            url: string;
                            reason: "no-such-host" | "refused" | "unreachable" | "timeout" | "not-http" | "not-recognised" | "wrong-credentials" | "basic-over-http" | "forbidden" | "wrong-family" | "switched-off" | "rate-limited" | "not-allowed" | "other";
                            label?: string;
                            detail?: string;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["SensorStatus"];
                    };
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/by-hand": {
        put: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
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
                    content: {
                        "application/json": components["schemas"]["CountedDoor"];
                    };
                };
            };
        };
        delete: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/check": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                202: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/count-link": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                201: {
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
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/device": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            parts: ("facts" | "placement" | "parameters" | "logs" | "logs/archive" | "days")[];
                            exports: {
                                subject: "counts" | "occupancy" | "crossings" | "visits" | "drop-in";
                                formats: ("csv" | "json" | "xml" | "cnt")[];
                                resolutions: ("finest" | "1m" | "15m" | "1h" | "1d")[];
                                mostDays?: number;
                            }[];
                            actions: {
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
    };
    "/api/v1/sensors/{site}/{sensor}/device/actions/{id}": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                    id: "restart-passthrough" | "reset-counters" | "clear-data";
                };
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
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/device/days": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            days: string[];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/device/export": {
        get: {
            parameters: {
                query: {
                    subject?: "counts" | "occupancy" | "crossings" | "visits" | "drop-in";
                    format: "csv" | "json" | "xml" | "cnt";
                    resolution?: "finest" | "1m" | "15m" | "1h" | "1d";
                    from: string;
                    to: string;
                };
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/device/facts": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            name: "model" | "serial" | "firmware" | "name" | "device-time" | "errors" | "frame-rate" | "frame-rate-mean" | "frames" | "signal" | "sensor" | "counter" | "path" | "stay" | "zone";
                            subject?: string;
                            value: string;
                        }[];
                    };
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/device/logs": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            text: string;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/device/logs/archive": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sensors/{site}/{sensor}/device/parameters": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
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
                path: {
                    site: string;
                    sensor: string;
                };
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
    };
    "/api/v1/sensors/{site}/{sensor}/device/placement": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
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
    };
    "/api/v1/sensors/{site}/{sensor}/passages": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["CountedDoor"];
                    };
                };
            };
        };
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
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
                                why: "too-old" | "not-by-hand";
                            }[];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/sidecars": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            items: components["schemas"]["Sidecar"][];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/sidecars/sites": {
        get: {
            parameters: {
                query?: {
                    sidecar?: string;
                    search?: string;
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
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
    };
    "/api/v1/sidecars/{id}/drain": {
        put: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["Sidecar"];
                    };
                };
            };
        };
        delete: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["Sidecar"];
                    };
                };
            };
        };
    };
    "/api/v1/sign-in": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
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
    };
    "/api/v1/sign-out": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            next: string;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/simulator": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
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
    };
    "/api/v1/simulator/traffic": {
        post: {
            parameters: {
                query?: never;
                path?: never;
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
                    content?: never;
                };
            };
        };
    };
    "/api/v1/simulator/{site}/{sensor}/fault": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
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
                    content?: never;
                };
            };
        };
    };
    "/api/v1/simulator/{site}/{sensor}/walk": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    sensor: string;
                };
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
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sites": {
        get: {
            parameters: {
                query?: {
                    search?: string;
                    tag?: string | string[];
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
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
    };
    "/api/v1/sites/{site}": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                };
            };
            responses: {
                200: {
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
    };
    "/api/v1/sites/{site}/alerts/preview": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                };
            };
            requestBody: {
                content: {
                    "application/json": {
                        format: {
                            kind: "slack";
                        } | {
                            kind: "teams";
                        } | {
                            kind: "ntfy";
                            to: string;
                        } | {
                            kind: "telegram";
                            to: string;
                        } | {
                            kind: "sms";
                            to: string;
                            from: string;
                        } | {
                            kind: "own";
                            expression: string;
                            type?: "json" | "form" | "text";
                        };
                    };
                };
            };
            responses: {
                200: {
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
    };
    "/api/v1/sites/{site}/alerts/push": {
        put: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                };
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
                    content?: never;
                };
            };
        };
        delete: {
            parameters: {
                query: {
                    endpoint: string;
                };
                path: {
                    site: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sites/{site}/alerts/settings": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                };
            };
            responses: {
                200: {
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
                                    kind: "slack";
                                } | {
                                    kind: "teams";
                                } | {
                                    kind: "ntfy";
                                    to: string;
                                } | {
                                    kind: "telegram";
                                    to: string;
                                } | {
                                    kind: "sms";
                                    to: string;
                                    from: string;
                                } | {
                                    kind: "own";
                                    expression: string;
                                    type: "json" | "form" | "text";
                                };
                            }[];
                            canEmail: boolean;
                            pushes: number;
                            failures: {
                                code?: "mail-not-set-up" | "mail-name-unknown" | "mail-not-allowed" | "mail-refused" | "mail-no-answer" | "mail-unreachable" | "mail-other-server" | "mail-other-encryption" | "mail-no-encryption" | "mail-certificate" | "mail-certificate-expired" | "mail-certificate-other" | "mail-sign-in-wrong" | "mail-sign-in-wanted" | "mail-sender-refused" | "mail-receiver-refused" | "mail-later" | "mail-not-taken" | "webhook-name-unknown" | "webhook-not-allowed" | "webhook-refused" | "webhook-no-answer" | "webhook-unreachable" | "webhook-certificate" | "webhook-certificate-expired" | "webhook-certificate-other" | "webhook-not-http" | "webhook-moved" | "webhook-sign-in" | "webhook-not-found" | "webhook-gone" | "webhook-too-many" | "webhook-fault" | "webhook-status" | "webhook-template" | "push-unreachable" | "push-not-allowed" | "push-no-answer" | "push-certificate" | "push-gone" | "push-keys" | "push-refused" | "push-too-many" | "push-fault" | "push-status";
                                values?: {
                                    [key: string]: string | number;
                                };
                                message: string;
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
                path: {
                    site: string;
                };
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
                                kind: "slack";
                            } | {
                                kind: "teams";
                            } | {
                                kind: "ntfy";
                                to: string;
                            } | {
                                kind: "telegram";
                                to: string;
                            } | {
                                kind: "sms";
                                to: string;
                                from: string;
                            } | {
                                kind: "own";
                                expression: string;
                                type?: "json" | "form" | "text";
                            };
                        }[];
                    };
                };
            };
            responses: {
                200: {
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
                                    kind: "slack";
                                } | {
                                    kind: "teams";
                                } | {
                                    kind: "ntfy";
                                    to: string;
                                } | {
                                    kind: "telegram";
                                    to: string;
                                } | {
                                    kind: "sms";
                                    to: string;
                                    from: string;
                                } | {
                                    kind: "own";
                                    expression: string;
                                    type: "json" | "form" | "text";
                                };
                            }[];
                            canEmail: boolean;
                            pushes: number;
                            failures: {
                                code?: "mail-not-set-up" | "mail-name-unknown" | "mail-not-allowed" | "mail-refused" | "mail-no-answer" | "mail-unreachable" | "mail-other-server" | "mail-other-encryption" | "mail-no-encryption" | "mail-certificate" | "mail-certificate-expired" | "mail-certificate-other" | "mail-sign-in-wrong" | "mail-sign-in-wanted" | "mail-sender-refused" | "mail-receiver-refused" | "mail-later" | "mail-not-taken" | "webhook-name-unknown" | "webhook-not-allowed" | "webhook-refused" | "webhook-no-answer" | "webhook-unreachable" | "webhook-certificate" | "webhook-certificate-expired" | "webhook-certificate-other" | "webhook-not-http" | "webhook-moved" | "webhook-sign-in" | "webhook-not-found" | "webhook-gone" | "webhook-too-many" | "webhook-fault" | "webhook-status" | "webhook-template" | "push-unreachable" | "push-not-allowed" | "push-no-answer" | "push-certificate" | "push-gone" | "push-keys" | "push-refused" | "push-too-many" | "push-fault" | "push-status";
                                values?: {
                                    [key: string]: string | number;
                                };
                                message: string;
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
    };
    "/api/v1/sites/{site}/calendar": {
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                path: {
                    site: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            items: {
                                date: string;
                                hours: string;
                                name?: string;
                                source: "week" | "holiday" | "special" | "calendar";
                            }[];
                            subscription?: {
                                fetchedAt?: string;
                                problem?: string;
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
    };
    "/api/v1/sites/{site}/insights": {
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    compare?: "previous" | "year";
                };
                path: {
                    site: string;
                };
            };
            responses: {
                200: {
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
                                    current: components["schemas"]["ZoneFigures"];
                                    comparison?: components["schemas"]["ZoneFigures"];
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
                                    part: "visits" | "drop-in" | "course" | "queues" | "stays" | "paths";
                                    error: components["schemas"]["SensorError"];
                                    message: string;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/sites/{site}/media": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            path: string;
                            type: "image/png" | "image/jpeg" | "image/webp" | "image/svg+xml" | "video/mp4" | "video/webm";
                            size: number;
                        };
                    };
                };
            };
        };
    };
    "/api/v1/sites/{site}/report": {
        get: {
            parameters: {
                query?: {
                    kind?: "week" | "month";
                    day?: string;
                };
                path: {
                    site: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            kind: "week" | "month";
                            site?: string;
                            name: string;
                            from: string;
                            to: string;
                            timezone: string;
                            madeAt: string;
                            isWhole: boolean;
                            simulated: boolean;
                            zones: components["schemas"]["ZoneReport"][];
                            health: {
                                site: string;
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
    };
    "/api/v1/sites/{site}/report/send": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                };
            };
            requestBody: {
                content: {
                    "application/json": {
                        kind: "week" | "month";
                        day?: string;
                    };
                };
            };
            responses: {
                202: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/sites/{site}/report/sent": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            sent: {
                                scope: string;
                                kind: "week" | "month";
                                from: string;
                                email: string;
                                state: "waiting" | "sending" | "sent" | "given-up";
                                at: string;
                                message?: string;
                            }[];
                        };
                    };
                };
            };
        };
    };
    "/api/v1/tablets": {
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
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
        post: {
            parameters: {
                query?: never;
                path?: never;
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
    };
    "/api/v1/tablets/{id}": {
        delete: {
            parameters: {
                query?: never;
                path: {
                    id: string;
                };
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/tags": {
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            tag: string;
                            sites: number;
                        }[];
                    };
                };
            };
        };
    };
    "/api/v1/unlock": {
        get: {
            parameters: {
                query?: never;
                path?: never;
            };
            responses: {
                200: {
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
        post: {
            parameters: {
                query?: never;
                path?: never;
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
                    content?: never;
                };
            };
        };
    };
    "/api/v1/zones": {
        get: {
            parameters: {
                query?: {
                    site?: string;
                    limit?: number;
                    cursor?: string;
                };
                path?: never;
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["ZoneState"][];
                    };
                };
            };
        };
    };
    "/api/v1/zones/{site}/{zone}": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    zone: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["ZoneState"];
                    };
                };
            };
        };
    };
    "/api/v1/zones/{site}/{zone}/adjust": {
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
                    content: {
                        "application/json": components["schemas"]["AdjustResult"];
                    };
                };
            };
        };
    };
    "/api/v1/zones/{site}/{zone}/calibration": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    zone: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["Calibration"];
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
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never> | null;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": components["schemas"]["Calibration"];
                    };
                };
            };
        };
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
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/zones/{site}/{zone}/capacity": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    zone: string;
                };
            };
            responses: {
                200: {
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
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/zones/{site}/{zone}/forecast": {
        get: {
            parameters: {
                query?: {
                    days?: number;
                };
                path: {
                    site: string;
                    zone: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            madeAt: string;
                            resolution: "15m";
                            rows: {
                                from: string;
                                to: string;
                                expected: number;
                                low: number;
                                high: number;
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
    };
    "/api/v1/zones/{site}/{zone}/history": {
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    resolution?: "1m" | "15m" | "1h" | "1d";
                };
                path: {
                    site: string;
                    zone: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
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
    };
    "/api/v1/zones/{site}/{zone}/history/typical": {
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                path: {
                    site: string;
                    zone: string;
                };
            };
            responses: {
                200: {
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
    };
    "/api/v1/zones/{site}/{zone}/history/what-if": {
        post: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    zone: string;
                };
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
    };
    "/api/v1/zones/{site}/{zone}/hold": {
        get: {
            parameters: {
                query?: never;
                path: {
                    site: string;
                    zone: string;
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            light: "green" | "amber" | "red" | "closed";
                            until?: string;
                            note?: string;
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
            };
            requestBody: {
                content: {
                    "application/json": {
                        light: "green" | "amber" | "red" | "closed";
                        until?: string;
                        note?: string;
                        emergency?: "leave" | "keep-out";
                    };
                };
            };
            responses: {
                200: {
                    content: {
                        "application/json": {
                            light: "green" | "amber" | "red" | "closed";
                            until?: string;
                            note?: string;
                            emergency?: "leave" | "keep-out";
                            by: string;
                            since: string;
                        };
                    };
                };
            };
        };
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
            };
            responses: {
                204: {
                    content?: never;
                };
            };
        };
    };
    "/api/v1/zones/{site}/{zone}/reset": {
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
                    content: {
                        "application/json": components["schemas"]["AdjustResult"];
                    };
                };
            };
        };
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AdjustedSource: {
            sensor: string;
            channel: string;
            outcome: "confirmed" | "accepted" | "software" | "rejected" | "unreachable";
            code?: number;
            message?: string;
            error?: components["schemas"]["SensorError"];
            reason?: "not-yet-visible" | "superseded";
        };
        /**
         * @example {
         *       "result": "partial",
         *       "from": 57,
         *       "to": 42,
         *       "sources": [
         *         {
         *           "sensor": "door-a",
         *           "channel": "main",
         *           "outcome": "confirmed"
         *         },
         *         {
         *           "sensor": "door-b",
         *           "channel": "main",
         *           "outcome": "unreachable",
         *           "message": "The sensor does not answer. Check its power and network cable."
         *         }
         *       ]
         *     }
         */
        AdjustResult: {
            result: "done" | "partial" | "failed";
            from: number;
            to: number;
            sources: components["schemas"]["AdjustedSource"][];
        };
        Alert: {
            id: string;
            site: string;
            kind: "nearly-full" | "likely-full" | "full" | "sensor" | "display" | "drift" | "calendar" | "lamp";
            subject: string;
            name: string;
            facts: {
                occupancy?: number;
                capacity?: number;
                time?: string;
                drift?: number;
                condition?: "ok" | "stale" | "unauthorized" | "unreachable" | "invalid";
                error?: components["schemas"]["SensorError"];
            };
            openedAt: string;
            closesAt?: string;
            closedAt?: string;
        };
        Backfill: {
            site: string;
            zone: string;
            sensor: string;
            channel: string;
            reason: "silence" | "new" | "request";
            from: string;
            to: string;
            state: "waiting" | "fetching" | "done" | "unavailable" | "failed";
            progress: number;
            minutes: number;
            in: number;
            out: number;
            error?: {
                error: components["schemas"]["SensorError"];
                message: string;
            };
        };
        Calibration: {
            mode: "off" | "suggest" | "auto";
            advice: "correct" | "no-help" | "too-early" | "no-closings" | "levels";
            days: number;
            misses: {
                sensor: string;
                channel: string;
                kind: "workday" | "weekend";
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
                kind: "workday" | "weekend";
                in: number;
                out: number;
            }[] | null;
        };
        ConfigEntry: {
            site: string;
            kind: "site" | "sensor" | "zone" | "display" | "lamp";
            id: string;
            managedBy: "file" | "console" | "demo";
            document: {
                [key: string]: unknown;
            };
            secrets: string[];
            revision: string;
        };
        CountedDoor: {
            site: string;
            sensor: string;
            name: string;
            zones: {
                zone: string;
                name: string;
                occupancy: number;
            }[];
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
        DisplayScreen: {
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
            sound?: "on" | "blocked" | "no-voice";
        };
        DisplayStatus: {
            site: string;
            display: string;
            zone: string;
            connections: number;
            seenAt?: string;
            keyed: boolean;
            name?: string;
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
            screen?: components["schemas"]["DisplayScreen"];
            screens?: components["schemas"]["DisplayScreen"][];
        };
        Person: {
            id: string;
            username: string;
            name: string;
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
        SensorError: {
            kind: "unreachable";
            detail: string;
        } | {
            kind: "timeout";
            timeoutMs: number;
        } | {
            kind: "certificate";
            detail: string;
            fingerprint?: string;
        } | {
            kind: "unauthorized";
            status: number;
        } | {
            kind: "not-allowed";
            address: string;
            rule: "metadata" | "networks";
        } | {
            kind: "basic-over-http";
        } | {
            kind: "forbidden";
            status: number;
        } | {
            kind: "not-found";
            path: string;
        } | {
            kind: "rate-limited";
            retryAfterMs?: number;
        } | {
            kind: "http-status";
            status: number;
        } | {
            kind: "invalid";
            field: string;
            expected: string;
            found: string;
        } | {
            kind: "device";
            code: number;
            message: string;
        } | {
            kind: "other-device";
            pinned: string;
            found: string;
        } | {
            kind: "switched-off";
            feature: string;
        } | {
            kind: "no-channel";
            channel: string;
            available: string[];
        };
        SensorStatus: {
            site: string;
            sensor: string;
            driver: string;
            url: string;
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
                error: components["schemas"]["SensorError"];
                message: string;
            };
            failures: number;
            nextTryAt?: string;
            zones: string[];
            simulated: boolean;
        };
        Sidecar: {
            id: string;
            address: string;
            version: string;
            since: string;
            weight: number;
            isDrained: boolean;
            sites: number;
            isSelf: boolean;
        };
        ZoneFigures: {
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
        ZoneReport: {
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
                light: "green" | "amber" | "red" | "unknown" | "closed";
            }[];
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
        ZoneState: {
            site: string;
            zone: string;
            name: string;
            occupancy: number;
            capacity: number;
            utilization: number;
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
            emergency?: "leave" | "keep-out";
            simulated: boolean;
            warnings: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
