"""All models and enums of the API, each imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .access_medium import AccessMedium as AccessMedium
    from .access_medium_type import AccessMediumType as AccessMediumType
    from .access_restriction import AccessRestriction as AccessRestriction
    from .account_preview_item import AccountPreviewItem as AccountPreviewItem
    from .additional_information_field import AdditionalInformationField as AdditionalInformationField
    from .additional_information_field_assignment import (
        AdditionalInformationFieldAssignment as AdditionalInformationFieldAssignment,
    )
    from .additional_information_field_type import AdditionalInformationFieldType as AdditionalInformationFieldType
    from .additional_information_list_item import AdditionalInformationListItem as AdditionalInformationListItem
    from .additional_module import AdditionalModule as AdditionalModule
    from .additional_module_contract import AdditionalModuleContract as AdditionalModuleContract
    from .additional_module_contract_cancelation import (
        AdditionalModuleContractCancelation as AdditionalModuleContractCancelation,
    )
    from .additional_module_contract_extended import (
        AdditionalModuleContractExtended as AdditionalModuleContractExtended,
    )
    from .additional_module_contract_request import AdditionalModuleContractRequest as AdditionalModuleContractRequest
    from .additional_module_contract_trial_period import (
        AdditionalModuleContractTrialPeriod as AdditionalModuleContractTrialPeriod,
    )
    from .additional_module_extension import AdditionalModuleExtension as AdditionalModuleExtension
    from .additional_module_extension_type import AdditionalModuleExtensionType as AdditionalModuleExtensionType
    from .additional_module_month_day import AdditionalModuleMonthDay as AdditionalModuleMonthDay
    from .additional_module_month_day_to_price import AdditionalModuleMonthDayToPrice as AdditionalModuleMonthDayToPrice
    from .additional_module_payment_frequency import (
        AdditionalModulePaymentFrequency as AdditionalModulePaymentFrequency,
    )
    from .additional_module_term_to_price import AdditionalModuleTermToPrice as AdditionalModuleTermToPrice
    from .additional_module_trial_period_config import (
        AdditionalModuleTrialPeriodConfig as AdditionalModuleTrialPeriodConfig,
    )
    from .address_details import AddressDetails as AddressDetails
    from .address_status import AddressStatus as AddressStatus
    from .address_status_type import AddressStatusType as AddressStatusType
    from .age_based_adjustment_type import AgeBasedAdjustmentType as AgeBasedAdjustmentType
    from .age_range import AgeRange as AgeRange
    from .agency_collection_case_update import AgencyCollectionCaseUpdate as AgencyCollectionCaseUpdate
    from .amendment_configuration_status import AmendmentConfigurationStatus as AmendmentConfigurationStatus
    from .appointment_booking_request import AppointmentBookingRequest as AppointmentBookingRequest
    from .appointment_booking_result import AppointmentBookingResult as AppointmentBookingResult
    from .appointment_booking_result_with_customer_id import (
        AppointmentBookingResultWithCustomerId as AppointmentBookingResultWithCustomerId,
    )
    from .appointment_booking_status import AppointmentBookingStatus as AppointmentBookingStatus
    from .appointment_booking_validation_result import (
        AppointmentBookingValidationResult as AppointmentBookingValidationResult,
    )
    from .appointment_booking_validation_status import (
        AppointmentBookingValidationStatus as AppointmentBookingValidationStatus,
    )
    from .appointment_status import AppointmentStatus as AppointmentStatus
    from .attached_document import AttachedDocument as AttachedDocument
    from .availability import Availability as Availability
    from .bank_account import BankAccount as BankAccount
    from .basic_class import BasicClass as BasicClass
    from .benefit_validation import BenefitValidation as BenefitValidation
    from .bonus_period_extension_type import BonusPeriodExtensionType as BonusPeriodExtensionType
    from .bonus_period_term_strategy import BonusPeriodTermStrategy as BonusPeriodTermStrategy
    from .book_customer_payment_request import BookCustomerPaymentRequest as BookCustomerPaymentRequest
    from .book_customer_payment_response import BookCustomerPaymentResponse as BookCustomerPaymentResponse
    from .bookable_appointment import BookableAppointment as BookableAppointment
    from .bookable_appointment_sliced_result import BookableAppointmentSlicedResult as BookableAppointmentSlicedResult
    from .bookable_appointment_slot import BookableAppointmentSlot as BookableAppointmentSlot
    from .bookable_trial_offer_appointment import BookableTrialOfferAppointment as BookableTrialOfferAppointment
    from .bookable_trial_offer_appointments_sliced_result import (
        BookableTrialOfferAppointmentsSlicedResult as BookableTrialOfferAppointmentsSlicedResult,
    )
    from .booking_confirmation_result import BookingConfirmationResult as BookingConfirmationResult
    from .booking_confirmation_status import BookingConfirmationStatus as BookingConfirmationStatus
    from .booking_entry import BookingEntry as BookingEntry
    from .booking_entry_sliced_result import BookingEntrySlicedResult as BookingEntrySlicedResult
    from .cancelation_strategy import CancelationStrategy as CancelationStrategy
    from .card_number_format import CardNumberFormat as CardNumberFormat
    from .charge_adjustment_type import ChargeAdjustmentType as ChargeAdjustmentType
    from .checkin_voucher_redeem import CheckinVoucherRedeem as CheckinVoucherRedeem
    from .checkin_voucher_redeem_result import CheckinVoucherRedeemResult as CheckinVoucherRedeemResult
    from .class_ import Class as Class
    from .class_cancelation_condition import ClassCancelationCondition as ClassCancelationCondition
    from .class_sliced_result import ClassSlicedResult as ClassSlicedResult
    from .class_slot import ClassSlot as ClassSlot
    from .class_slot_booking_request import ClassSlotBookingRequest as ClassSlotBookingRequest
    from .class_slot_booking_result import ClassSlotBookingResult as ClassSlotBookingResult
    from .class_slot_booking_status import ClassSlotBookingStatus as ClassSlotBookingStatus
    from .class_slot_booking_validation_result import (
        ClassSlotBookingValidationResult as ClassSlotBookingValidationResult,
    )
    from .class_slot_booking_validation_status import (
        ClassSlotBookingValidationStatus as ClassSlotBookingValidationStatus,
    )
    from .class_slot_sliced_result import ClassSlotSlicedResult as ClassSlotSlicedResult
    from .class_slot_status import ClassSlotStatus as ClassSlotStatus
    from .class_type import ClassType as ClassType
    from .client_details import ClientDetails as ClientDetails
    from .closure_option import ClosureOption as ClosureOption
    from .closure_option_key import ClosureOptionKey as ClosureOptionKey
    from .closure_rejection_reason import ClosureRejectionReason as ClosureRejectionReason
    from .closure_type import ClosureType as ClosureType
    from .closure_update import ClosureUpdate as ClosureUpdate
    from .collection_case import CollectionCase as CollectionCase
    from .communication_channel import CommunicationChannel as CommunicationChannel
    from .communication_channel_setting import CommunicationChannelSetting as CommunicationChannelSetting
    from .communication_direction import CommunicationDirection as CommunicationDirection
    from .communication_preference import CommunicationPreference as CommunicationPreference
    from .communication_thread_request import CommunicationThreadRequest as CommunicationThreadRequest
    from .communication_thread_response import CommunicationThreadResponse as CommunicationThreadResponse
    from .communication_thread_status import CommunicationThreadStatus as CommunicationThreadStatus
    from .company_fee_split_type import CompanyFeeSplitType as CompanyFeeSplitType
    from .contact_details import ContactDetails as ContactDetails
    from .contact_details_type import ContactDetailsType as ContactDetailsType
    from .contact_status import ContactStatus as ContactStatus
    from .contact_status_type import ContactStatusType as ContactStatusType
    from .contract import Contract as Contract
    from .contract_cancelation_origin import ContractCancelationOrigin as ContractCancelationOrigin
    from .contract_cancelation_reason import ContractCancelationReason as ContractCancelationReason
    from .contract_cancelation_status import ContractCancelationStatus as ContractCancelationStatus
    from .contract_details import ContractDetails as ContractDetails
    from .contract_month_day import ContractMonthDay as ContractMonthDay
    from .contract_month_day_to_price import ContractMonthDayToPrice as ContractMonthDayToPrice
    from .contract_payment_frequency import ContractPaymentFrequency as ContractPaymentFrequency
    from .contract_pre_use_type import ContractPreUseType as ContractPreUseType
    from .contract_status import ContractStatus as ContractStatus
    from .contract_term_to_price import ContractTermToPrice as ContractTermToPrice
    from .contract_volume import ContractVolume as ContractVolume
    from .customer import Customer as Customer
    from .customer_access_code import CustomerAccessCode as CustomerAccessCode
    from .customer_access_code_format import CustomerAccessCodeFormat as CustomerAccessCodeFormat
    from .customer_account_balance import CustomerAccountBalance as CustomerAccountBalance
    from .customer_address_data import CustomerAddressData as CustomerAddressData
    from .customer_checkin import CustomerCheckin as CustomerCheckin
    from .customer_checkin_sliced_result import CustomerCheckinSlicedResult as CustomerCheckinSlicedResult
    from .customer_contact_data import CustomerContactData as CustomerContactData
    from .customer_create_result import CustomerCreateResult as CustomerCreateResult
    from .customer_document import CustomerDocument as CustomerDocument
    from .customer_document_upload_result import CustomerDocumentUploadResult as CustomerDocumentUploadResult
    from .customer_documents import CustomerDocuments as CustomerDocuments
    from .customer_idle_period import CustomerIdlePeriod as CustomerIdlePeriod
    from .customer_image import CustomerImage as CustomerImage
    from .customer_master_data import CustomerMasterData as CustomerMasterData
    from .customer_payment_amendment import CustomerPaymentAmendment as CustomerPaymentAmendment
    from .customer_search_request import CustomerSearchRequest as CustomerSearchRequest
    from .customer_sliced_result import CustomerSlicedResult as CustomerSlicedResult
    from .customer_status import CustomerStatus as CustomerStatus
    from .customer_status_filter import CustomerStatusFilter as CustomerStatusFilter
    from .customer_studio_switch_request import CustomerStudioSwitchRequest as CustomerStudioSwitchRequest
    from .customer_title import CustomerTitle as CustomerTitle
    from .customer_weighings import CustomerWeighings as CustomerWeighings
    from .date_period import DatePeriod as DatePeriod
    from .day_of_week import DayOfWeek as DayOfWeek
    from .debt import Debt as Debt
    from .debt_collection_block import DebtCollectionBlock as DebtCollectionBlock
    from .debt_collection_block_limit_type import DebtCollectionBlockLimitType as DebtCollectionBlockLimitType
    from .debt_collection_block_update import DebtCollectionBlockUpdate as DebtCollectionBlockUpdate
    from .debt_collection_configuration import DebtCollectionConfiguration as DebtCollectionConfiguration
    from .debt_collection_type import DebtCollectionType as DebtCollectionType
    from .debt_collection_update import DebtCollectionUpdate as DebtCollectionUpdate
    from .debt_derecognition import DebtDerecognition as DebtDerecognition
    from .debt_maturity_type import DebtMaturityType as DebtMaturityType
    from .debt_rejection_reason import DebtRejectionReason as DebtRejectionReason
    from .debt_type import DebtType as DebtType
    from .debt_update import DebtUpdate as DebtUpdate
    from .debtor import Debtor as Debtor
    from .debtor_id import DebtorId as DebtorId
    from .debtor_id_sliced_result import DebtorIdSlicedResult as DebtorIdSlicedResult
    from .debtor_sliced_result import DebtorSlicedResult as DebtorSlicedResult
    from .debtor_update import DebtorUpdate as DebtorUpdate
    from .device import Device as Device
    from .device_activation_response import DeviceActivationResponse as DeviceActivationResponse
    from .device_model import DeviceModel as DeviceModel
    from .discount_type import DiscountType as DiscountType
    from .document_identification import DocumentIdentification as DocumentIdentification
    from .employee import Employee as Employee
    from .employee_business_role import EmployeeBusinessRole as EmployeeBusinessRole
    from .employee_sliced_result import EmployeeSlicedResult as EmployeeSlicedResult
    from .error_response import ErrorResponse as ErrorResponse
    from .external_url import ExternalUrl as ExternalUrl
    from .flat_fee_preview import FlatFeePreview as FlatFeePreview
    from .gender import Gender as Gender
    from .identification_document_type import IdentificationDocumentType as IdentificationDocumentType
    from .idle_period import IdlePeriod as IdlePeriod
    from .idle_period_configuration import IdlePeriodConfiguration as IdlePeriodConfiguration
    from .idle_period_lists import IdlePeriodLists as IdlePeriodLists
    from .idle_period_reason import IdlePeriodReason as IdlePeriodReason
    from .idle_period_request import IdlePeriodRequest as IdlePeriodRequest
    from .idle_period_state import IdlePeriodState as IdlePeriodState
    from .idle_period_unit import IdlePeriodUnit as IdlePeriodUnit
    from .idle_period_update_preview import IdlePeriodUpdatePreview as IdlePeriodUpdatePreview
    from .idle_period_update_request import IdlePeriodUpdateRequest as IdlePeriodUpdateRequest
    from .idle_period_update_validation_status import (
        IdlePeriodUpdateValidationStatus as IdlePeriodUpdateValidationStatus,
    )
    from .idle_period_validation_request import IdlePeriodValidationRequest as IdlePeriodValidationRequest
    from .idle_period_validation_result import IdlePeriodValidationResult as IdlePeriodValidationResult
    from .idle_period_validation_status import IdlePeriodValidationStatus as IdlePeriodValidationStatus
    from .instructor import Instructor as Instructor
    from .language import Language as Language
    from .lead_additional_field_configuration import (
        LeadAdditionalFieldConfiguration as LeadAdditionalFieldConfiguration,
    )
    from .lead_additional_information import LeadAdditionalInformation as LeadAdditionalInformation
    from .lead_config import LeadConfig as LeadConfig
    from .lead_creation_request import LeadCreationRequest as LeadCreationRequest
    from .lead_creation_response import LeadCreationResponse as LeadCreationResponse
    from .lead_creation_validation_result import LeadCreationValidationResult as LeadCreationValidationResult
    from .lead_creation_validation_status import LeadCreationValidationStatus as LeadCreationValidationStatus
    from .lead_customer_address import LeadCustomerAddress as LeadCustomerAddress
    from .lead_customer_address_data import LeadCustomerAddressData as LeadCustomerAddressData
    from .lead_customer_data import LeadCustomerData as LeadCustomerData
    from .lead_data import LeadData as LeadData
    from .lead_field_mode import LeadFieldMode as LeadFieldMode
    from .liable_person_details import LiablePersonDetails as LiablePersonDetails
    from .location import Location as Location
    from .measurement import Measurement as Measurement
    from .membership_offer import MembershipOffer as MembershipOffer
    from .membership_offer_extended import MembershipOfferExtended as MembershipOfferExtended
    from .membership_offer_extension_type import MembershipOfferExtensionType as MembershipOfferExtensionType
    from .membership_offer_flat_fee import MembershipOfferFlatFee as MembershipOfferFlatFee
    from .membership_offer_included_module import MembershipOfferIncludedModule as MembershipOfferIncludedModule
    from .membership_offer_module import MembershipOfferModule as MembershipOfferModule
    from .membership_offer_module_age_based_adjustment import (
        MembershipOfferModuleAgeBasedAdjustment as MembershipOfferModuleAgeBasedAdjustment,
    )
    from .membership_offer_module_term import MembershipOfferModuleTerm as MembershipOfferModuleTerm
    from .membership_offer_month_day import MembershipOfferMonthDay as MembershipOfferMonthDay
    from .membership_offer_month_day_to_price import MembershipOfferMonthDayToPrice as MembershipOfferMonthDayToPrice
    from .membership_offer_payment_frequency import MembershipOfferPaymentFrequency as MembershipOfferPaymentFrequency
    from .membership_offer_rate_bonus_period import MembershipOfferRateBonusPeriod as MembershipOfferRateBonusPeriod
    from .membership_offer_subsequent_rate import MembershipOfferSubsequentRate as MembershipOfferSubsequentRate
    from .membership_offer_term import MembershipOfferTerm as MembershipOfferTerm
    from .membership_offer_term_adjustment_rule import (
        MembershipOfferTermAdjustmentRule as MembershipOfferTermAdjustmentRule,
    )
    from .membership_offer_term_extended import MembershipOfferTermExtended as MembershipOfferTermExtended
    from .membership_offer_term_to_price import MembershipOfferTermToPrice as MembershipOfferTermToPrice
    from .membership_offer_text_block import MembershipOfferTextBlock as MembershipOfferTextBlock
    from .membership_offer_trial_period import MembershipOfferTrialPeriod as MembershipOfferTrialPeriod
    from .membership_self_service_contract_data import (
        MembershipSelfServiceContractData as MembershipSelfServiceContractData,
    )
    from .membership_self_service_main_contract_cancelation import (
        MembershipSelfServiceMainContractCancelation as MembershipSelfServiceMainContractCancelation,
    )
    from .membership_signup_contract import MembershipSignupContract as MembershipSignupContract
    from .membership_signup_customer import MembershipSignupCustomer as MembershipSignupCustomer
    from .membership_signup_request import MembershipSignupRequest as MembershipSignupRequest
    from .membership_signup_result import MembershipSignupResult as MembershipSignupResult
    from .membership_switch import MembershipSwitch as MembershipSwitch
    from .membership_switch_config import MembershipSwitchConfig as MembershipSwitchConfig
    from .membership_switch_config_extended import MembershipSwitchConfigExtended as MembershipSwitchConfigExtended
    from .membership_switch_config_presentation import (
        MembershipSwitchConfigPresentation as MembershipSwitchConfigPresentation,
    )
    from .membership_switch_config_source_contract import (
        MembershipSwitchConfigSourceContract as MembershipSwitchConfigSourceContract,
    )
    from .membership_switch_preview import MembershipSwitchPreview as MembershipSwitchPreview
    from .message_category import MessageCategory as MessageCategory
    from .module_contract_preview import ModuleContractPreview as ModuleContractPreview
    from .module_purchase_validation_result import ModulePurchaseValidationResult as ModulePurchaseValidationResult
    from .module_purchase_validation_status import ModulePurchaseValidationStatus as ModulePurchaseValidationStatus
    from .money import Money as Money
    from .month import Month as Month
    from .opening_hours_category import OpeningHoursCategory as OpeningHoursCategory
    from .paid_time_period_calculation_type import PaidTimePeriodCalculationType as PaidTimePeriodCalculationType
    from .participant_status import ParticipantStatus as ParticipantStatus
    from .payment_choice import PaymentChoice as PaymentChoice
    from .payment_details import PaymentDetails as PaymentDetails
    from .payment_frequency_type import PaymentFrequencyType as PaymentFrequencyType
    from .payment_schedule_entry_type import PaymentScheduleEntryType as PaymentScheduleEntryType
    from .pending_address_data_amendment import PendingAddressDataAmendment as PendingAddressDataAmendment
    from .pending_contact_data_amendment import PendingContactDataAmendment as PendingContactDataAmendment
    from .pending_master_data_amendment import PendingMasterDataAmendment as PendingMasterDataAmendment
    from .pending_payment_data_amendment import PendingPaymentDataAmendment as PendingPaymentDataAmendment
    from .price_adjustment_type import PriceAdjustmentType as PriceAdjustmentType
    from .price_details import PriceDetails as PriceDetails
    from .rate_code import RateCode as RateCode
    from .recurrence import Recurrence as Recurrence
    from .recurrence_period import RecurrencePeriod as RecurrencePeriod
    from .remaining_idle_periods import RemainingIdlePeriods as RemainingIdlePeriods
    from .self_service_address_data import SelfServiceAddressData as SelfServiceAddressData
    from .self_service_contact_data import SelfServiceContactData as SelfServiceContactData
    from .self_service_master_data import SelfServiceMasterData as SelfServiceMasterData
    from .self_service_payment_data import SelfServicePaymentData as SelfServicePaymentData
    from .signature import Signature as Signature
    from .signup_payment_preview import SignupPaymentPreview as SignupPaymentPreview
    from .signup_payment_schedule_entry import SignupPaymentScheduleEntry as SignupPaymentScheduleEntry
    from .signup_preview import SignupPreview as SignupPreview
    from .simple_contract import SimpleContract as SimpleContract
    from .studio_access_code_configuration import StudioAccessCodeConfiguration as StudioAccessCodeConfiguration
    from .studio_closing_hours import StudioClosingHours as StudioClosingHours
    from .studio_information import StudioInformation as StudioInformation
    from .studio_information_base import StudioInformationBase as StudioInformationBase
    from .studio_location import StudioLocation as StudioLocation
    from .studio_opening_hours import StudioOpeningHours as StudioOpeningHours
    from .studio_opening_hours_category import StudioOpeningHoursCategory as StudioOpeningHoursCategory
    from .studio_utilization import StudioUtilization as StudioUtilization
    from .sub_contract import SubContract as SubContract
    from .tag import Tag as Tag
    from .tax_advisor_create_export import TaxAdvisorCreateExport as TaxAdvisorCreateExport
    from .tax_advisor_export_download import TaxAdvisorExportDownload as TaxAdvisorExportDownload
    from .tax_advisor_export_file_format import TaxAdvisorExportFileFormat as TaxAdvisorExportFileFormat
    from .tax_advisor_export_format import TaxAdvisorExportFormat as TaxAdvisorExportFormat
    from .tax_advisor_export_locale import TaxAdvisorExportLocale as TaxAdvisorExportLocale
    from .tax_advisor_export_result import TaxAdvisorExportResult as TaxAdvisorExportResult
    from .term import Term as Term
    from .term_information import TermInformation as TermInformation
    from .term_unit import TermUnit as TermUnit
    from .term_with_minutes import TermWithMinutes as TermWithMinutes
    from .term_with_minutes_unit import TermWithMinutesUnit as TermWithMinutesUnit
    from .text_block_attachment_type import TextBlockAttachmentType as TextBlockAttachmentType
    from .text_block_signature import TextBlockSignature as TextBlockSignature
    from .time_period import TimePeriod as TimePeriod
    from .time_restrictions import TimeRestrictions as TimeRestrictions
    from .transfer_details import TransferDetails as TransferDetails
    from .transfer_details_origin import TransferDetailsOrigin as TransferDetailsOrigin
    from .transfer_details_status import TransferDetailsStatus as TransferDetailsStatus
    from .trial_offer_class import TrialOfferClass as TrialOfferClass
    from .trial_offer_classes_sliced_result import TrialOfferClassesSlicedResult as TrialOfferClassesSlicedResult
    from .trial_offer_config import TrialOfferConfig as TrialOfferConfig
    from .trial_offer_lead_customer_creation_request import (
        TrialOfferLeadCustomerCreationRequest as TrialOfferLeadCustomerCreationRequest,
    )
    from .trial_offer_lead_customer_creation_result import (
        TrialOfferLeadCustomerCreationResult as TrialOfferLeadCustomerCreationResult,
    )
    from .trial_offer_lead_customer_creation_validation_result import (
        TrialOfferLeadCustomerCreationValidationResult as TrialOfferLeadCustomerCreationValidationResult,
    )
    from .trial_offer_lead_customer_creation_validation_status import (
        TrialOfferLeadCustomerCreationValidationStatus as TrialOfferLeadCustomerCreationValidationStatus,
    )
    from .trial_offer_lead_data_config import TrialOfferLeadDataConfig as TrialOfferLeadDataConfig
    from .typed_argument import TypedArgument as TypedArgument
    from .typed_argument_type import TypedArgumentType as TypedArgumentType
    from .update_access_identification_request import (
        UpdateAccessIdentificationRequest as UpdateAccessIdentificationRequest,
    )
    from .update_customer_payment_instrument_request import (
        UpdateCustomerPaymentInstrumentRequest as UpdateCustomerPaymentInstrumentRequest,
    )
    from .update_customer_payment_instrument_response import (
        UpdateCustomerPaymentInstrumentResponse as UpdateCustomerPaymentInstrumentResponse,
    )
    from .user_session_request import UserSessionRequest as UserSessionRequest
    from .user_session_response import UserSessionResponse as UserSessionResponse
    from .user_session_scope import UserSessionScope as UserSessionScope
    from .void_result import VoidResult as VoidResult
    from .voucher_discount_period import VoucherDiscountPeriod as VoucherDiscountPeriod
    from .voucher_effective_period import VoucherEffectivePeriod as VoucherEffectivePeriod
    from .voucher_error_code import VoucherErrorCode as VoucherErrorCode
    from .voucher_type import VoucherType as VoucherType

_MODULES = {
    "AccessMedium": "access_medium",
    "AccessMediumType": "access_medium_type",
    "AccessRestriction": "access_restriction",
    "AccountPreviewItem": "account_preview_item",
    "AdditionalInformationField": "additional_information_field",
    "AdditionalInformationFieldAssignment": "additional_information_field_assignment",
    "AdditionalInformationFieldType": "additional_information_field_type",
    "AdditionalInformationListItem": "additional_information_list_item",
    "AdditionalModule": "additional_module",
    "AdditionalModuleContract": "additional_module_contract",
    "AdditionalModuleContractCancelation": "additional_module_contract_cancelation",
    "AdditionalModuleContractExtended": "additional_module_contract_extended",
    "AdditionalModuleContractRequest": "additional_module_contract_request",
    "AdditionalModuleContractTrialPeriod": "additional_module_contract_trial_period",
    "AdditionalModuleExtension": "additional_module_extension",
    "AdditionalModuleExtensionType": "additional_module_extension_type",
    "AdditionalModuleMonthDay": "additional_module_month_day",
    "AdditionalModuleMonthDayToPrice": "additional_module_month_day_to_price",
    "AdditionalModulePaymentFrequency": "additional_module_payment_frequency",
    "AdditionalModuleTermToPrice": "additional_module_term_to_price",
    "AdditionalModuleTrialPeriodConfig": "additional_module_trial_period_config",
    "AddressDetails": "address_details",
    "AddressStatus": "address_status",
    "AddressStatusType": "address_status_type",
    "AgeBasedAdjustmentType": "age_based_adjustment_type",
    "AgeRange": "age_range",
    "AgencyCollectionCaseUpdate": "agency_collection_case_update",
    "AmendmentConfigurationStatus": "amendment_configuration_status",
    "AppointmentBookingRequest": "appointment_booking_request",
    "AppointmentBookingResult": "appointment_booking_result",
    "AppointmentBookingResultWithCustomerId": "appointment_booking_result_with_customer_id",
    "AppointmentBookingStatus": "appointment_booking_status",
    "AppointmentBookingValidationResult": "appointment_booking_validation_result",
    "AppointmentBookingValidationStatus": "appointment_booking_validation_status",
    "AppointmentStatus": "appointment_status",
    "AttachedDocument": "attached_document",
    "Availability": "availability",
    "BankAccount": "bank_account",
    "BasicClass": "basic_class",
    "BenefitValidation": "benefit_validation",
    "BonusPeriodExtensionType": "bonus_period_extension_type",
    "BonusPeriodTermStrategy": "bonus_period_term_strategy",
    "BookCustomerPaymentRequest": "book_customer_payment_request",
    "BookCustomerPaymentResponse": "book_customer_payment_response",
    "BookableAppointment": "bookable_appointment",
    "BookableAppointmentSlicedResult": "bookable_appointment_sliced_result",
    "BookableAppointmentSlot": "bookable_appointment_slot",
    "BookableTrialOfferAppointment": "bookable_trial_offer_appointment",
    "BookableTrialOfferAppointmentsSlicedResult": "bookable_trial_offer_appointments_sliced_result",
    "BookingConfirmationResult": "booking_confirmation_result",
    "BookingConfirmationStatus": "booking_confirmation_status",
    "BookingEntry": "booking_entry",
    "BookingEntrySlicedResult": "booking_entry_sliced_result",
    "CancelationStrategy": "cancelation_strategy",
    "CardNumberFormat": "card_number_format",
    "ChargeAdjustmentType": "charge_adjustment_type",
    "CheckinVoucherRedeem": "checkin_voucher_redeem",
    "CheckinVoucherRedeemResult": "checkin_voucher_redeem_result",
    "Class": "class_",
    "ClassCancelationCondition": "class_cancelation_condition",
    "ClassSlicedResult": "class_sliced_result",
    "ClassSlot": "class_slot",
    "ClassSlotBookingRequest": "class_slot_booking_request",
    "ClassSlotBookingResult": "class_slot_booking_result",
    "ClassSlotBookingStatus": "class_slot_booking_status",
    "ClassSlotBookingValidationResult": "class_slot_booking_validation_result",
    "ClassSlotBookingValidationStatus": "class_slot_booking_validation_status",
    "ClassSlotSlicedResult": "class_slot_sliced_result",
    "ClassSlotStatus": "class_slot_status",
    "ClassType": "class_type",
    "ClientDetails": "client_details",
    "ClosureOption": "closure_option",
    "ClosureOptionKey": "closure_option_key",
    "ClosureRejectionReason": "closure_rejection_reason",
    "ClosureType": "closure_type",
    "ClosureUpdate": "closure_update",
    "CollectionCase": "collection_case",
    "CommunicationChannel": "communication_channel",
    "CommunicationChannelSetting": "communication_channel_setting",
    "CommunicationDirection": "communication_direction",
    "CommunicationPreference": "communication_preference",
    "CommunicationThreadRequest": "communication_thread_request",
    "CommunicationThreadResponse": "communication_thread_response",
    "CommunicationThreadStatus": "communication_thread_status",
    "CompanyFeeSplitType": "company_fee_split_type",
    "ContactDetails": "contact_details",
    "ContactDetailsType": "contact_details_type",
    "ContactStatus": "contact_status",
    "ContactStatusType": "contact_status_type",
    "Contract": "contract",
    "ContractCancelationOrigin": "contract_cancelation_origin",
    "ContractCancelationReason": "contract_cancelation_reason",
    "ContractCancelationStatus": "contract_cancelation_status",
    "ContractDetails": "contract_details",
    "ContractMonthDay": "contract_month_day",
    "ContractMonthDayToPrice": "contract_month_day_to_price",
    "ContractPaymentFrequency": "contract_payment_frequency",
    "ContractPreUseType": "contract_pre_use_type",
    "ContractStatus": "contract_status",
    "ContractTermToPrice": "contract_term_to_price",
    "ContractVolume": "contract_volume",
    "Customer": "customer",
    "CustomerAccessCode": "customer_access_code",
    "CustomerAccessCodeFormat": "customer_access_code_format",
    "CustomerAccountBalance": "customer_account_balance",
    "CustomerAddressData": "customer_address_data",
    "CustomerCheckin": "customer_checkin",
    "CustomerCheckinSlicedResult": "customer_checkin_sliced_result",
    "CustomerContactData": "customer_contact_data",
    "CustomerCreateResult": "customer_create_result",
    "CustomerDocument": "customer_document",
    "CustomerDocumentUploadResult": "customer_document_upload_result",
    "CustomerDocuments": "customer_documents",
    "CustomerIdlePeriod": "customer_idle_period",
    "CustomerImage": "customer_image",
    "CustomerMasterData": "customer_master_data",
    "CustomerPaymentAmendment": "customer_payment_amendment",
    "CustomerSearchRequest": "customer_search_request",
    "CustomerSlicedResult": "customer_sliced_result",
    "CustomerStatus": "customer_status",
    "CustomerStatusFilter": "customer_status_filter",
    "CustomerStudioSwitchRequest": "customer_studio_switch_request",
    "CustomerTitle": "customer_title",
    "CustomerWeighings": "customer_weighings",
    "DatePeriod": "date_period",
    "DayOfWeek": "day_of_week",
    "Debt": "debt",
    "DebtCollectionBlock": "debt_collection_block",
    "DebtCollectionBlockLimitType": "debt_collection_block_limit_type",
    "DebtCollectionBlockUpdate": "debt_collection_block_update",
    "DebtCollectionConfiguration": "debt_collection_configuration",
    "DebtCollectionType": "debt_collection_type",
    "DebtCollectionUpdate": "debt_collection_update",
    "DebtDerecognition": "debt_derecognition",
    "DebtMaturityType": "debt_maturity_type",
    "DebtRejectionReason": "debt_rejection_reason",
    "DebtType": "debt_type",
    "DebtUpdate": "debt_update",
    "Debtor": "debtor",
    "DebtorId": "debtor_id",
    "DebtorIdSlicedResult": "debtor_id_sliced_result",
    "DebtorSlicedResult": "debtor_sliced_result",
    "DebtorUpdate": "debtor_update",
    "Device": "device",
    "DeviceActivationResponse": "device_activation_response",
    "DeviceModel": "device_model",
    "DiscountType": "discount_type",
    "DocumentIdentification": "document_identification",
    "Employee": "employee",
    "EmployeeBusinessRole": "employee_business_role",
    "EmployeeSlicedResult": "employee_sliced_result",
    "ErrorResponse": "error_response",
    "ExternalUrl": "external_url",
    "FlatFeePreview": "flat_fee_preview",
    "Gender": "gender",
    "IdentificationDocumentType": "identification_document_type",
    "IdlePeriod": "idle_period",
    "IdlePeriodConfiguration": "idle_period_configuration",
    "IdlePeriodLists": "idle_period_lists",
    "IdlePeriodReason": "idle_period_reason",
    "IdlePeriodRequest": "idle_period_request",
    "IdlePeriodState": "idle_period_state",
    "IdlePeriodUnit": "idle_period_unit",
    "IdlePeriodUpdatePreview": "idle_period_update_preview",
    "IdlePeriodUpdateRequest": "idle_period_update_request",
    "IdlePeriodUpdateValidationStatus": "idle_period_update_validation_status",
    "IdlePeriodValidationRequest": "idle_period_validation_request",
    "IdlePeriodValidationResult": "idle_period_validation_result",
    "IdlePeriodValidationStatus": "idle_period_validation_status",
    "Instructor": "instructor",
    "Language": "language",
    "LeadAdditionalFieldConfiguration": "lead_additional_field_configuration",
    "LeadAdditionalInformation": "lead_additional_information",
    "LeadConfig": "lead_config",
    "LeadCreationRequest": "lead_creation_request",
    "LeadCreationResponse": "lead_creation_response",
    "LeadCreationValidationResult": "lead_creation_validation_result",
    "LeadCreationValidationStatus": "lead_creation_validation_status",
    "LeadCustomerAddress": "lead_customer_address",
    "LeadCustomerAddressData": "lead_customer_address_data",
    "LeadCustomerData": "lead_customer_data",
    "LeadData": "lead_data",
    "LeadFieldMode": "lead_field_mode",
    "LiablePersonDetails": "liable_person_details",
    "Location": "location",
    "Measurement": "measurement",
    "MembershipOffer": "membership_offer",
    "MembershipOfferExtended": "membership_offer_extended",
    "MembershipOfferExtensionType": "membership_offer_extension_type",
    "MembershipOfferFlatFee": "membership_offer_flat_fee",
    "MembershipOfferIncludedModule": "membership_offer_included_module",
    "MembershipOfferModule": "membership_offer_module",
    "MembershipOfferModuleAgeBasedAdjustment": "membership_offer_module_age_based_adjustment",
    "MembershipOfferModuleTerm": "membership_offer_module_term",
    "MembershipOfferMonthDay": "membership_offer_month_day",
    "MembershipOfferMonthDayToPrice": "membership_offer_month_day_to_price",
    "MembershipOfferPaymentFrequency": "membership_offer_payment_frequency",
    "MembershipOfferRateBonusPeriod": "membership_offer_rate_bonus_period",
    "MembershipOfferSubsequentRate": "membership_offer_subsequent_rate",
    "MembershipOfferTerm": "membership_offer_term",
    "MembershipOfferTermAdjustmentRule": "membership_offer_term_adjustment_rule",
    "MembershipOfferTermExtended": "membership_offer_term_extended",
    "MembershipOfferTermToPrice": "membership_offer_term_to_price",
    "MembershipOfferTextBlock": "membership_offer_text_block",
    "MembershipOfferTrialPeriod": "membership_offer_trial_period",
    "MembershipSelfServiceContractData": "membership_self_service_contract_data",
    "MembershipSelfServiceMainContractCancelation": "membership_self_service_main_contract_cancelation",
    "MembershipSignupContract": "membership_signup_contract",
    "MembershipSignupCustomer": "membership_signup_customer",
    "MembershipSignupRequest": "membership_signup_request",
    "MembershipSignupResult": "membership_signup_result",
    "MembershipSwitch": "membership_switch",
    "MembershipSwitchConfig": "membership_switch_config",
    "MembershipSwitchConfigExtended": "membership_switch_config_extended",
    "MembershipSwitchConfigPresentation": "membership_switch_config_presentation",
    "MembershipSwitchConfigSourceContract": "membership_switch_config_source_contract",
    "MembershipSwitchPreview": "membership_switch_preview",
    "MessageCategory": "message_category",
    "ModuleContractPreview": "module_contract_preview",
    "ModulePurchaseValidationResult": "module_purchase_validation_result",
    "ModulePurchaseValidationStatus": "module_purchase_validation_status",
    "Money": "money",
    "Month": "month",
    "OpeningHoursCategory": "opening_hours_category",
    "PaidTimePeriodCalculationType": "paid_time_period_calculation_type",
    "ParticipantStatus": "participant_status",
    "PaymentChoice": "payment_choice",
    "PaymentDetails": "payment_details",
    "PaymentFrequencyType": "payment_frequency_type",
    "PaymentScheduleEntryType": "payment_schedule_entry_type",
    "PendingAddressDataAmendment": "pending_address_data_amendment",
    "PendingContactDataAmendment": "pending_contact_data_amendment",
    "PendingMasterDataAmendment": "pending_master_data_amendment",
    "PendingPaymentDataAmendment": "pending_payment_data_amendment",
    "PriceAdjustmentType": "price_adjustment_type",
    "PriceDetails": "price_details",
    "RateCode": "rate_code",
    "Recurrence": "recurrence",
    "RecurrencePeriod": "recurrence_period",
    "RemainingIdlePeriods": "remaining_idle_periods",
    "SelfServiceAddressData": "self_service_address_data",
    "SelfServiceContactData": "self_service_contact_data",
    "SelfServiceMasterData": "self_service_master_data",
    "SelfServicePaymentData": "self_service_payment_data",
    "Signature": "signature",
    "SignupPaymentPreview": "signup_payment_preview",
    "SignupPaymentScheduleEntry": "signup_payment_schedule_entry",
    "SignupPreview": "signup_preview",
    "SimpleContract": "simple_contract",
    "StudioAccessCodeConfiguration": "studio_access_code_configuration",
    "StudioClosingHours": "studio_closing_hours",
    "StudioInformation": "studio_information",
    "StudioInformationBase": "studio_information_base",
    "StudioLocation": "studio_location",
    "StudioOpeningHours": "studio_opening_hours",
    "StudioOpeningHoursCategory": "studio_opening_hours_category",
    "StudioUtilization": "studio_utilization",
    "SubContract": "sub_contract",
    "Tag": "tag",
    "TaxAdvisorCreateExport": "tax_advisor_create_export",
    "TaxAdvisorExportDownload": "tax_advisor_export_download",
    "TaxAdvisorExportFileFormat": "tax_advisor_export_file_format",
    "TaxAdvisorExportFormat": "tax_advisor_export_format",
    "TaxAdvisorExportLocale": "tax_advisor_export_locale",
    "TaxAdvisorExportResult": "tax_advisor_export_result",
    "Term": "term",
    "TermInformation": "term_information",
    "TermUnit": "term_unit",
    "TermWithMinutes": "term_with_minutes",
    "TermWithMinutesUnit": "term_with_minutes_unit",
    "TextBlockAttachmentType": "text_block_attachment_type",
    "TextBlockSignature": "text_block_signature",
    "TimePeriod": "time_period",
    "TimeRestrictions": "time_restrictions",
    "TransferDetails": "transfer_details",
    "TransferDetailsOrigin": "transfer_details_origin",
    "TransferDetailsStatus": "transfer_details_status",
    "TrialOfferClass": "trial_offer_class",
    "TrialOfferClassesSlicedResult": "trial_offer_classes_sliced_result",
    "TrialOfferConfig": "trial_offer_config",
    "TrialOfferLeadCustomerCreationRequest": "trial_offer_lead_customer_creation_request",
    "TrialOfferLeadCustomerCreationResult": "trial_offer_lead_customer_creation_result",
    "TrialOfferLeadCustomerCreationValidationResult": "trial_offer_lead_customer_creation_validation_result",
    "TrialOfferLeadCustomerCreationValidationStatus": "trial_offer_lead_customer_creation_validation_status",
    "TrialOfferLeadDataConfig": "trial_offer_lead_data_config",
    "TypedArgument": "typed_argument",
    "TypedArgumentType": "typed_argument_type",
    "UpdateAccessIdentificationRequest": "update_access_identification_request",
    "UpdateCustomerPaymentInstrumentRequest": "update_customer_payment_instrument_request",
    "UpdateCustomerPaymentInstrumentResponse": "update_customer_payment_instrument_response",
    "UserSessionRequest": "user_session_request",
    "UserSessionResponse": "user_session_response",
    "UserSessionScope": "user_session_scope",
    "VoidResult": "void_result",
    "VoucherDiscountPeriod": "voucher_discount_period",
    "VoucherEffectivePeriod": "voucher_effective_period",
    "VoucherErrorCode": "voucher_error_code",
    "VoucherType": "voucher_type",
}

__all__ = (
    "AccessMedium",
    "AccessMediumType",
    "AccessRestriction",
    "AccountPreviewItem",
    "AdditionalInformationField",
    "AdditionalInformationFieldAssignment",
    "AdditionalInformationFieldType",
    "AdditionalInformationListItem",
    "AdditionalModule",
    "AdditionalModuleContract",
    "AdditionalModuleContractCancelation",
    "AdditionalModuleContractExtended",
    "AdditionalModuleContractRequest",
    "AdditionalModuleContractTrialPeriod",
    "AdditionalModuleExtension",
    "AdditionalModuleExtensionType",
    "AdditionalModuleMonthDay",
    "AdditionalModuleMonthDayToPrice",
    "AdditionalModulePaymentFrequency",
    "AdditionalModuleTermToPrice",
    "AdditionalModuleTrialPeriodConfig",
    "AddressDetails",
    "AddressStatus",
    "AddressStatusType",
    "AgeBasedAdjustmentType",
    "AgencyCollectionCaseUpdate",
    "AgeRange",
    "AmendmentConfigurationStatus",
    "AppointmentBookingRequest",
    "AppointmentBookingResult",
    "AppointmentBookingResultWithCustomerId",
    "AppointmentBookingStatus",
    "AppointmentBookingValidationResult",
    "AppointmentBookingValidationStatus",
    "AppointmentStatus",
    "AttachedDocument",
    "Availability",
    "BankAccount",
    "BasicClass",
    "BenefitValidation",
    "BonusPeriodExtensionType",
    "BonusPeriodTermStrategy",
    "BookableAppointment",
    "BookableAppointmentSlicedResult",
    "BookableAppointmentSlot",
    "BookableTrialOfferAppointment",
    "BookableTrialOfferAppointmentsSlicedResult",
    "BookCustomerPaymentRequest",
    "BookCustomerPaymentResponse",
    "BookingConfirmationResult",
    "BookingConfirmationStatus",
    "BookingEntry",
    "BookingEntrySlicedResult",
    "CancelationStrategy",
    "CardNumberFormat",
    "ChargeAdjustmentType",
    "CheckinVoucherRedeem",
    "CheckinVoucherRedeemResult",
    "Class",
    "ClassCancelationCondition",
    "ClassSlicedResult",
    "ClassSlot",
    "ClassSlotBookingRequest",
    "ClassSlotBookingResult",
    "ClassSlotBookingStatus",
    "ClassSlotBookingValidationResult",
    "ClassSlotBookingValidationStatus",
    "ClassSlotSlicedResult",
    "ClassSlotStatus",
    "ClassType",
    "ClientDetails",
    "ClosureOption",
    "ClosureOptionKey",
    "ClosureRejectionReason",
    "ClosureType",
    "ClosureUpdate",
    "CollectionCase",
    "CommunicationChannel",
    "CommunicationChannelSetting",
    "CommunicationDirection",
    "CommunicationPreference",
    "CommunicationThreadRequest",
    "CommunicationThreadResponse",
    "CommunicationThreadStatus",
    "CompanyFeeSplitType",
    "ContactDetails",
    "ContactDetailsType",
    "ContactStatus",
    "ContactStatusType",
    "Contract",
    "ContractCancelationOrigin",
    "ContractCancelationReason",
    "ContractCancelationStatus",
    "ContractDetails",
    "ContractMonthDay",
    "ContractMonthDayToPrice",
    "ContractPaymentFrequency",
    "ContractPreUseType",
    "ContractStatus",
    "ContractTermToPrice",
    "ContractVolume",
    "Customer",
    "CustomerAccessCode",
    "CustomerAccessCodeFormat",
    "CustomerAccountBalance",
    "CustomerAddressData",
    "CustomerCheckin",
    "CustomerCheckinSlicedResult",
    "CustomerContactData",
    "CustomerCreateResult",
    "CustomerDocument",
    "CustomerDocuments",
    "CustomerDocumentUploadResult",
    "CustomerIdlePeriod",
    "CustomerImage",
    "CustomerMasterData",
    "CustomerPaymentAmendment",
    "CustomerSearchRequest",
    "CustomerSlicedResult",
    "CustomerStatus",
    "CustomerStatusFilter",
    "CustomerStudioSwitchRequest",
    "CustomerTitle",
    "CustomerWeighings",
    "DatePeriod",
    "DayOfWeek",
    "Debt",
    "DebtCollectionBlock",
    "DebtCollectionBlockLimitType",
    "DebtCollectionBlockUpdate",
    "DebtCollectionConfiguration",
    "DebtCollectionType",
    "DebtCollectionUpdate",
    "DebtDerecognition",
    "DebtMaturityType",
    "Debtor",
    "DebtorId",
    "DebtorIdSlicedResult",
    "DebtorSlicedResult",
    "DebtorUpdate",
    "DebtRejectionReason",
    "DebtType",
    "DebtUpdate",
    "Device",
    "DeviceActivationResponse",
    "DeviceModel",
    "DiscountType",
    "DocumentIdentification",
    "Employee",
    "EmployeeBusinessRole",
    "EmployeeSlicedResult",
    "ErrorResponse",
    "ExternalUrl",
    "FlatFeePreview",
    "Gender",
    "IdentificationDocumentType",
    "IdlePeriod",
    "IdlePeriodConfiguration",
    "IdlePeriodLists",
    "IdlePeriodReason",
    "IdlePeriodRequest",
    "IdlePeriodState",
    "IdlePeriodUnit",
    "IdlePeriodUpdatePreview",
    "IdlePeriodUpdateRequest",
    "IdlePeriodUpdateValidationStatus",
    "IdlePeriodValidationRequest",
    "IdlePeriodValidationResult",
    "IdlePeriodValidationStatus",
    "Instructor",
    "Language",
    "LeadAdditionalFieldConfiguration",
    "LeadAdditionalInformation",
    "LeadConfig",
    "LeadCreationRequest",
    "LeadCreationResponse",
    "LeadCreationValidationResult",
    "LeadCreationValidationStatus",
    "LeadCustomerAddress",
    "LeadCustomerAddressData",
    "LeadCustomerData",
    "LeadData",
    "LeadFieldMode",
    "LiablePersonDetails",
    "Location",
    "Measurement",
    "MembershipOffer",
    "MembershipOfferExtended",
    "MembershipOfferExtensionType",
    "MembershipOfferFlatFee",
    "MembershipOfferIncludedModule",
    "MembershipOfferModule",
    "MembershipOfferModuleAgeBasedAdjustment",
    "MembershipOfferModuleTerm",
    "MembershipOfferMonthDay",
    "MembershipOfferMonthDayToPrice",
    "MembershipOfferPaymentFrequency",
    "MembershipOfferRateBonusPeriod",
    "MembershipOfferSubsequentRate",
    "MembershipOfferTerm",
    "MembershipOfferTermAdjustmentRule",
    "MembershipOfferTermExtended",
    "MembershipOfferTermToPrice",
    "MembershipOfferTextBlock",
    "MembershipOfferTrialPeriod",
    "MembershipSelfServiceContractData",
    "MembershipSelfServiceMainContractCancelation",
    "MembershipSignupContract",
    "MembershipSignupCustomer",
    "MembershipSignupRequest",
    "MembershipSignupResult",
    "MembershipSwitch",
    "MembershipSwitchConfig",
    "MembershipSwitchConfigExtended",
    "MembershipSwitchConfigPresentation",
    "MembershipSwitchConfigSourceContract",
    "MembershipSwitchPreview",
    "MessageCategory",
    "ModuleContractPreview",
    "ModulePurchaseValidationResult",
    "ModulePurchaseValidationStatus",
    "Money",
    "Month",
    "OpeningHoursCategory",
    "PaidTimePeriodCalculationType",
    "ParticipantStatus",
    "PaymentChoice",
    "PaymentDetails",
    "PaymentFrequencyType",
    "PaymentScheduleEntryType",
    "PendingAddressDataAmendment",
    "PendingContactDataAmendment",
    "PendingMasterDataAmendment",
    "PendingPaymentDataAmendment",
    "PriceAdjustmentType",
    "PriceDetails",
    "RateCode",
    "Recurrence",
    "RecurrencePeriod",
    "RemainingIdlePeriods",
    "SelfServiceAddressData",
    "SelfServiceContactData",
    "SelfServiceMasterData",
    "SelfServicePaymentData",
    "Signature",
    "SignupPaymentPreview",
    "SignupPaymentScheduleEntry",
    "SignupPreview",
    "SimpleContract",
    "StudioAccessCodeConfiguration",
    "StudioClosingHours",
    "StudioInformation",
    "StudioInformationBase",
    "StudioLocation",
    "StudioOpeningHours",
    "StudioOpeningHoursCategory",
    "StudioUtilization",
    "SubContract",
    "Tag",
    "TaxAdvisorCreateExport",
    "TaxAdvisorExportDownload",
    "TaxAdvisorExportFileFormat",
    "TaxAdvisorExportFormat",
    "TaxAdvisorExportLocale",
    "TaxAdvisorExportResult",
    "Term",
    "TermInformation",
    "TermUnit",
    "TermWithMinutes",
    "TermWithMinutesUnit",
    "TextBlockAttachmentType",
    "TextBlockSignature",
    "TimePeriod",
    "TimeRestrictions",
    "TransferDetails",
    "TransferDetailsOrigin",
    "TransferDetailsStatus",
    "TrialOfferClass",
    "TrialOfferClassesSlicedResult",
    "TrialOfferConfig",
    "TrialOfferLeadCustomerCreationRequest",
    "TrialOfferLeadCustomerCreationResult",
    "TrialOfferLeadCustomerCreationValidationResult",
    "TrialOfferLeadCustomerCreationValidationStatus",
    "TrialOfferLeadDataConfig",
    "TypedArgument",
    "TypedArgumentType",
    "UpdateAccessIdentificationRequest",
    "UpdateCustomerPaymentInstrumentRequest",
    "UpdateCustomerPaymentInstrumentResponse",
    "UserSessionRequest",
    "UserSessionResponse",
    "UserSessionScope",
    "VoidResult",
    "VoucherDiscountPeriod",
    "VoucherEffectivePeriod",
    "VoucherErrorCode",
    "VoucherType",
)


if not TYPE_CHECKING:  # a __getattr__ that type checkers saw would make every name right

    def __getattr__(name: str) -> Any:
        try:
            module = _MODULES[name]
        except KeyError:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
