select project, sealed, former from webhook_secrets
